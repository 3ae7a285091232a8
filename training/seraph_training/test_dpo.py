"""python -m unittest seraph_training.test_dpo"""

from __future__ import annotations

import math
import random
import unittest
from unittest import mock

import torch
from transformers import BartConfig, BartForConditionalGeneration

from .dpo import Encode, FrozenEncoder, Pair, dpo_loss, pair_log_probs, trained_encoder

VOCABULARY = 50
EOS = 2


def tiny_model() -> BartForConditionalGeneration:
    torch.manual_seed(5)
    config = BartConfig(
        vocab_size=VOCABULARY,
        d_model=16,
        encoder_layers=1,
        decoder_layers=2,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        max_position_embeddings=32,
        dropout=0.1,
    )
    return BartForConditionalGeneration(config).eval()


def some_pairs(count: int) -> list[Pair]:
    """Neighbours two by two share their source, lengths differ."""
    rng = random.Random(7)

    def pieces() -> list[int]:
        return [rng.randrange(5, VOCABULARY) for _ in range(rng.randint(1, 6))]

    pairs = []
    for place in range(count):
        source, prefix = (pieces(), pieces()) if place % 2 == 0 else (pairs[-1].source, pairs[-1].prefix)
        pairs.append(Pair(source, prefix, [*pieces(), EOS], [*pieces(), EOS]))
    return pairs


class DpoLossTest(unittest.TestCase):
    def test_is_the_published_formula_recomputed_by_hand(self) -> None:
        rng = random.Random(3)
        rows = [[rng.uniform(-30, 0) for _ in range(4)] for _ in range(20)]
        for beta in (0.1, 0.5):
            by_hand = 0.0
            for chosen, rejected, reference_chosen, reference_rejected in rows:
                chosen_ratio, rejected_ratio = chosen - reference_chosen, rejected - reference_rejected
                by_hand += -math.log(1 / (1 + math.exp(-beta * (chosen_ratio - rejected_ratio)))) / len(rows)
            loss, margins = dpo_loss(*torch.tensor(rows, dtype=torch.float64).T, beta)
            self.assertAlmostEqual(loss.item(), by_hand, places=12)
            self.assertAlmostEqual(margins[0].item(), beta * (rows[0][0] - rows[0][2] - rows[0][1] + rows[0][3]))

    def test_is_ln_2_at_the_first_step_whatever_the_pairs(self) -> None:
        model, pairs = tiny_model(), some_pairs(9)
        with torch.no_grad():
            reference = pair_log_probs(model, pairs, trained_encoder(model))
        for encode in (FrozenEncoder(model), trained_encoder(model)):
            loss, _ = dpo_loss(*pair_log_probs(model, pairs, encode), *reference, 0.1)
            self.assertAlmostEqual(loss.item(), 0.693147, places=6)

    def test_one_step_prefers_the_chosen_names_more(self) -> None:
        model, pairs = tiny_model(), some_pairs(6)
        with torch.no_grad():
            reference = pair_log_probs(model, pairs, trained_encoder(model))
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        loss, _ = dpo_loss(*pair_log_probs(model, pairs, trained_encoder(model)), *reference, 0.1)
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            after, margins = dpo_loss(*pair_log_probs(model, pairs, trained_encoder(model)), *reference, 0.1)
        self.assertLess(after.item(), loss.item())
        self.assertGreater(margins.mean().item(), 0)


class PairLogProbsTest(unittest.TestCase):
    def assert_equals_one_at_a_time(self, model: BartForConditionalGeneration, pairs: list[Pair], encode: Encode) -> None:
        sides = pair_log_probs(model, pairs, encode)
        for side, names in zip(sides, ([p.chosen for p in pairs], [p.rejected for p in pairs]), strict=True):
            for place, (pair, name) in enumerate(zip(pairs, names, strict=True)):
                logits = model(
                    input_ids=torch.tensor([pair.source]),
                    decoder_input_ids=torch.tensor([pair.prefix + name[:-1]]),
                ).logits[0, len(pair.prefix) - 1 :]
                alone = torch.log_softmax(logits, -1)[torch.arange(len(name)), name].sum()
                self.assertAlmostEqual(side[place].item(), alone.item(), places=4)

    def test_equals_one_name_at_a_time_through_the_whole_model(self) -> None:
        model, pairs = tiny_model(), some_pairs(5)
        with torch.no_grad():
            self.assert_equals_one_at_a_time(model, pairs, trained_encoder(model))
            frozen = FrozenEncoder(model)
            for batch in (pairs[:3], pairs[2:], pairs):
                self.assert_equals_one_at_a_time(model, batch, frozen)

    def test_a_frozen_encoder_gets_no_gradient(self) -> None:
        for make, frozen in ((FrozenEncoder, True), (trained_encoder, False)):
            model = tiny_model()
            sum(side.sum() for side in pair_log_probs(model, some_pairs(3), make(model))).backward()
            self.assertEqual(model.model.encoder.layers[0].fc1.weight.grad is None, frozen)
            self.assertIsNotNone(model.model.decoder.layers[0].fc1.weight.grad)

    def test_a_frozen_encoder_reads_a_source_once_until_told_to_forget(self) -> None:
        model, pairs = tiny_model(), some_pairs(4)
        frozen = FrozenEncoder(model)
        with mock.patch.object(model.model.encoder, "forward", wraps=model.model.encoder.forward) as encoder:
            for _ in range(2):
                pair_log_probs(model, pairs, frozen)
            self.assertEqual(encoder.call_count, 1)
            frozen.forget()
            pair_log_probs(model, pairs, frozen)
            self.assertEqual(encoder.call_count, 2)


if __name__ == "__main__":
    unittest.main()
