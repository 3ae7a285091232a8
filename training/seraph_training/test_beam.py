"""python -m unittest seraph_training.test_beam

The search against Transformers' `generate`, one mention at a time, on tiny random models and knowledge bases.
"""

from __future__ import annotations

import random
import unittest

import torch
from transformers import BartConfig, BartForConditionalGeneration

from .beam import constrained_beams
from .name_trie import NameTrie

PAD, START, EOS, VOCABULARY = 0, 2, 3, 40
CLEAR = 1e-4
"""Scores closer than this may come in any order."""


def tiny_model(seed: int) -> BartForConditionalGeneration:
    """Every weight is random, biases and the logits' bias too, so that none is unproved."""
    config = BartConfig(
        vocab_size=VOCABULARY,
        d_model=32,
        max_position_embeddings=64,
        encoder_layers=2,
        decoder_layers=3,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_ffn_dim=64,
        decoder_ffn_dim=48,
        pad_token_id=PAD,
        bos_token_id=START,
        eos_token_id=EOS,
        decoder_start_token_id=START,
        forced_eos_token_id=None,
        scale_embedding=seed % 2 == 1,
    )
    model = BartForConditionalGeneration(config)
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = 0.35 * torch.randn(parameter.shape, generator=generator)
            parameter.copy_(1 + noise if "norm" in name and name.endswith("weight") else noise)
        model.final_logits_bias.copy_(0.35 * torch.randn(1, VOCABULARY, generator=generator))
    return model


def random_names(rng: random.Random, count: int) -> list[list[int]]:
    """Few different pieces at first, so that names share beginnings and some are the beginning of others."""
    names = []
    while len(names) < count:
        name = [rng.randrange(4, 10 if i < 2 else VOCABULARY) for i in range(rng.randint(1, 6))]
        names.append(name)
        if rng.random() < 0.3:
            names.append([*name, rng.randrange(4, VOCABULARY)])
    return names


def generated(
    model: BartForConditionalGeneration, names: list[list[int]], source: list[int], prefix: list[int], beams: int
) -> list[tuple[list[int], float]]:
    """Names and scores by `generate`."""

    def allowed(_batch: int, tokens: torch.Tensor) -> list[int]:
        begun = tokens[len(prefix) :].tolist()
        following = {name[len(begun)] for name in names if name[: len(begun)] == begun and len(name) > len(begun)}
        return [*following, *([EOS] if begun in names else [])] or [EOS]

    output = model.generate(
        input_ids=torch.tensor([source]),
        decoder_input_ids=torch.tensor([prefix]),
        num_beams=beams,
        num_return_sequences=beams,
        max_new_tokens=30,
        prefix_allowed_tokens_fn=allowed,
        return_dict_in_generate=True,
        output_scores=True,
    )
    found = []
    if beams == 1:
        return [(output.sequences[0, len(prefix) : -1].tolist(), 0.0)]
    for row, score in zip(output.sequences.tolist(), output.sequences_scores.tolist(), strict=True):
        if score > -1e6:
            begun = row[len(prefix) :]
            found.append((begun[: begun.index(EOS)], score))
    return found


class BeamTest(unittest.TestCase):
    def test_gives_the_names_of_generate_in_its_order(self) -> None:
        compared = 0
        for seed in range(24):
            rng = random.Random(seed)
            model = tiny_model(seed).eval()
            names = random_names(rng, rng.choice([3, 20, 120]))
            trie = NameTrie((name, i) for i, name in enumerate(names))
            count, beams = rng.randint(1, 7), rng.choice([1, 2, 5, 8])
            sources = [[START, *(rng.randrange(4, 40) for _ in range(rng.randint(1, 12))), EOS] for _ in range(count)]
            prefixes = [[START, *(rng.randrange(4, 40) for _ in range(rng.randint(0, 6)))] for _ in range(count)]
            found = constrained_beams(model, trie, sources, prefixes, beams, EOS, PAD, batch=3)
            for i, hypotheses in enumerate(found):
                expected = generated(model, names, sources[i], prefixes[i], beams)
                if beams == 1:
                    self.assertEqual(hypotheses[0].tokens, expected[0][0])
                    continue
                scores = [score for _, score in expected]
                self.assertEqual(len(hypotheses), len(expected))
                for hypothesis, score in zip(hypotheses, scores, strict=True):
                    self.assertAlmostEqual(hypothesis.score, score, places=4)
                if all(a - b > CLEAR for a, b in zip(scores, scores[1:], strict=False)):
                    self.assertEqual([h.tokens for h in hypotheses], [tokens for tokens, _ in expected])
                    compared += 1
        self.assertGreater(compared, 40)

    def test_log_probabilities_are_those_of_the_whole_name_read_at_once(self) -> None:
        model = tiny_model(5).eval()
        names = random_names(random.Random(5), 40)
        trie = NameTrie((name, 0) for name in names)
        source, prefix = [START, 9, 8, 7, EOS], [START, 9, 8, 30]
        for hypothesis in constrained_beams(model, trie, [source], [prefix], 5, EOS, PAD)[0]:
            target = [*hypothesis.tokens, EOS]
            logits = model(
                input_ids=torch.tensor([source]), decoder_input_ids=torch.tensor([[*prefix, *target[:-1]]])
            ).logits[0, len(prefix) - 1 :]
            expected = torch.log_softmax(logits, -1)[range(len(target)), target]
            torch.testing.assert_close(torch.tensor(hypothesis.log_probs), expected, atol=1e-5, rtol=1e-5)
            self.assertEqual(trie.name(hypothesis.name), hypothesis.tokens)

    def test_leaves_the_model_in_its_mode_and_ignores_dropout(self) -> None:
        model = tiny_model(2).train()
        trie = NameTrie((name, 0) for name in random_names(random.Random(2), 30))
        first, again = (
            constrained_beams(model, trie, [[START, 7, EOS]], [[START, 7]], 4, EOS, PAD) for _ in range(2)
        )
        self.assertEqual(first, again)
        self.assertTrue(model.training)

    def test_names_longer_than_allowed_are_not_generated(self) -> None:
        model = tiny_model(3).eval()
        names = [[5, 6, 7, 8], [5, 6], [9, 10, 11], [12]]
        trie = NameTrie((name, i) for i, name in enumerate(names))
        found = constrained_beams(model, trie, [[START, 7, EOS]], [[START]], 4, EOS, PAD, max_new=2)[0]
        self.assertEqual(sorted(h.tokens for h in found), [[5, 6], [12]])


class NameTrieTest(unittest.TestCase):
    def test_children_are_what_a_trie_of_dicts_has(self) -> None:
        names = random_names(random.Random(1), 500)
        trie = NameTrie((name, i) for i, name in enumerate(names))
        dicts: dict = {}
        for name in names:
            at = dicts
            for piece in [*name, EOS]:
                at = at.setdefault(piece, {})

        def compare(node, at: dict) -> None:
            children = trie.children(node)
            self.assertEqual(children.ends, EOS in at)
            self.assertEqual(children.pieces.tolist(), sorted(set(at) - {EOS}))
            for place, piece in enumerate(children.pieces.tolist()):
                compare(children.node(place, node.depth + 1), at[piece])

        compare(trie.root, dicts)

    def test_a_name_keeps_all_its_concepts_in_order_and_is_found(self) -> None:
        trie = NameTrie([([7, 8], 4), ([7], 1), ([7, 8], 2), ([7, 8], 4), ([], 9), ([300, 1], 3)])
        self.assertEqual(len(trie), 3)
        self.assertEqual(trie.concepts_of(trie.find([7, 8])), [4, 2])
        self.assertEqual(trie.concepts_of(trie.find([300, 1])), [3])
        self.assertIsNone(trie.find([8]))
        self.assertIsNone(trie.find([300]))


if __name__ == "__main__":
    unittest.main()
