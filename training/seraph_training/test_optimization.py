"""python -m unittest seraph_training.test_optimization"""

from __future__ import annotations

import unittest

import torch
from transformers import BartConfig, BartForConditionalGeneration

from .batches import collate
from .optimization import loss_of, sampled_logits
from .pairs import Example

VOCABULARY, WIDTH = 200, 8
LABELS = torch.tensor([7, 190, 7, 31, 0])
OWN = 4
"""Distinct pieces among the labels."""


def some_states() -> tuple[torch.Tensor, torch.Tensor]:
    """Output weights [vocabulary, width] and states [rows, width] whose logits differ by several units."""
    generator = torch.Generator().manual_seed(3)
    weight = torch.randn(VOCABULARY, WIDTH, generator=generator, dtype=torch.float64)
    return weight, 0.5 * torch.randn(len(LABELS), WIDTH, generator=generator, dtype=torch.float64)


class SampledLogitsTest(unittest.TestCase):
    def setUp(self) -> None:
        torch.manual_seed(11)
        self.weight, self.hidden = some_states()
        self.full = self.hidden @ self.weight.T

    def test_all_pieces_drawn_are_the_full_softmax(self) -> None:
        for count in (VOCABULARY - OWN, VOCABULARY):
            logits, places = sampled_logits(self.weight, self.hidden, LABELS, count)
            torch.testing.assert_close(logits.sort().values, self.full.sort().values, rtol=0, atol=1e-12)
            torch.testing.assert_close(
                torch.nn.functional.cross_entropy(logits, places, label_smoothing=0.05),
                torch.nn.functional.cross_entropy(self.full, LABELS, label_smoothing=0.05),
            )

    def test_labels_point_at_the_right_pieces_whose_logits_are_not_raised(self) -> None:
        logits, places = sampled_logits(self.weight, self.hidden, LABELS, 20)
        self.assertEqual(logits.shape, (len(LABELS), OWN + 20))
        rows = torch.arange(len(LABELS))
        torch.testing.assert_close(logits[rows, places], self.full[rows, LABELS], rtol=0, atol=1e-12)
        self.assertEqual(places[0], places[2])

    def test_the_sum_of_exponentials_is_an_unbiased_estimate(self) -> None:
        draws = 2000
        sums = torch.stack(
            [sampled_logits(self.weight, self.hidden, LABELS, 40)[0].exp().sum(dim=1) for _ in range(draws)]
        )
        expected, error = self.full.exp().sum(dim=1), sums.std(dim=0) / draws**0.5
        self.assertTrue(bool((error < 0.02 * expected).all()), "too noisy to tell")
        self.assertTrue(bool(((sums.mean(dim=0) - expected).abs() < 4 * error).all()))


class LossTest(unittest.TestCase):
    def setUp(self) -> None:
        torch.manual_seed(5)
        config = BartConfig(
            vocab_size=VOCABULARY,
            d_model=16,
            encoder_layers=1,
            decoder_layers=1,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            encoder_ffn_dim=32,
            decoder_ffn_dim=32,
            max_position_embeddings=32,
            dropout=0.0,
        )
        self.model = BartForConditionalGeneration(config)
        self.batch = collate([Example([3, 9, 4], [3], [9, 17, 4]), Example([3, 8, 5, 4], [3, 6], [21, 4])])

    def loss_and_gradient(self, sampled_pieces: int) -> tuple[torch.Tensor, torch.Tensor]:
        self.model.zero_grad()
        loss = loss_of(self.model, self.batch, sampled_pieces)
        loss.backward()
        return loss.detach(), self.model.model.shared.weight.grad.clone()

    def test_with_all_pieces_drawn_loss_and_gradient_are_those_of_the_full_softmax(self) -> None:
        for sampled, full in zip(self.loss_and_gradient(VOCABULARY), self.loss_and_gradient(0), strict=True):
            torch.testing.assert_close(sampled, full)

    def test_with_fewer_only_pieces_of_the_batch_and_drawn_ones_get_a_gradient(self) -> None:
        _, gradient = self.loss_and_gradient(10)
        touched = set(gradient.abs().sum(dim=1).nonzero().squeeze(1).tolist())
        rows = (self.batch[name] for name in ("input_ids", "decoder_input_ids", "labels"))
        in_batch = {piece for row in rows for piece in row.unique().tolist()}
        self.assertLessEqual(len(touched - in_batch), 10)
        self.assertLess(len(touched), VOCABULARY / 2)


if __name__ == "__main__":
    unittest.main()
