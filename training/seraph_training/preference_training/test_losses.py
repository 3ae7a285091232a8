"""python -m unittest seraph_training.preference_training.test_losses

Where TRL 1.16 can be imported (it and `datasets` are no requirement), its own DPOTrainer computes the golden losses
from the golden log-probabilities: a pair at a time, for its mean has no weights.
"""

from __future__ import annotations

import json
import math
import unittest
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch

from .losses import PairScores, pair_losses, supervised_losses

try:
    from trl.trainer.dpo_trainer import DPOTrainer
except ImportError:
    DPOTrainer = None

GOLDEN = Path(__file__).parents[3] / "src" / "model" / "golden" / "preference" / "tiny-plain" / "golden.json"


def scores_of(golden: dict[str, Any], case: dict[str, Any]) -> PairScores:
    def tensor(values: list[float]) -> torch.Tensor:
        return torch.tensor(values, dtype=torch.float64)

    return PairScores(
        tensor(case["chosen"]),
        tensor(case["rejected"]),
        tensor(golden["reference"]["chosen"]),
        tensor(golden["reference"]["rejected"]),
        *(tensor([len(example[side]) for example in golden["examples"]]) for side in ("chosen", "rejected")),
    )


class LossesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.golden = json.loads(GOLDEN.read_text())
        self.weights = torch.tensor([example["weight"] for example in self.golden["examples"]], dtype=torch.float64)

    def mean(self, losses: torch.Tensor) -> float:
        return ((self.weights * losses).sum() / self.weights.sum()).item()

    def test_are_the_golden_ones(self) -> None:
        self.assertEqual(len(self.golden["cases"]), 12)
        for case in self.golden["cases"]:
            with self.subTest(case["name"]):
                scores = scores_of(self.golden, case)
                got = self.mean(pair_losses(case["loss"], case["beta"], scores))
                self.assertAlmostEqual(got, case["preference"], places=12)
                supervised = self.mean(supervised_losses(scores.chosen, scores.chosen_pieces))
                self.assertAlmostEqual(supervised, case["supervisedLoss"], places=12)

    def test_dpo_begins_at_ln_2_and_ipo_at_the_square_of_half_of_one_over_beta(self) -> None:
        sums = torch.tensor([-3.0, -40.0])
        scores = PairScores(sums, 2 * sums, sums, 2 * sums, torch.ones(2), torch.ones(2))
        self.assertAlmostEqual(pair_losses("dpo", 0.3, scores)[1].item(), math.log(2), places=6)
        self.assertAlmostEqual(pair_losses("ipo", 0.25, scores)[1].item(), 4.0, places=6)

    @unittest.skipIf(DPOTrainer is None, "TRL is not installed")
    def test_are_those_of_trl(self) -> None:
        for case in self.golden["cases"]:
            if case["loss"] == "positive":
                continue
            with self.subTest(case["name"]):
                scores = scores_of(self.golden, case)
                ours = pair_losses(case["loss"], case["beta"], scores)
                for place, loss in enumerate(ours):
                    theirs = of_trl(case["loss"], case["beta"], scores, place)
                    self.assertAlmostEqual(loss.item(), theirs, places=10)


def of_trl(loss: str, beta: float, scores: PairScores, place: int) -> float:
    """Loss of one pair by TRL's trainer, which is given log-probabilities in place of a model's."""
    pieces = [int(scores.chosen_pieces[place]), int(scores.rejected_pieces[place])]
    width = 1 + max(pieces)
    mask = torch.tensor([[0] + [1] * count + [0] * (width - 1 - count) for count in pieces])
    sums = (scores.chosen[place], scores.rejected[place])
    # A name's sum, spread evenly over its pieces.
    rows = torch.stack(
        [total / count * mask[row, 1:] for row, (total, count) in enumerate(zip(sums, pieces, strict=True))]
    )
    # Besides, what it logs.
    logged = {"entropy": torch.zeros_like(rows), "mean_logits": torch.zeros_like(rows), "is_top1": mask[:, 1:] > 0}
    outputs = SimpleNamespace(log_probs=rows, **logged)
    trainer = Pretence(
        model=SimpleNamespace(training=True),
        accelerator=Pretence(device="cpu"),
        _metrics=defaultdict(lambda: defaultdict(list)),
        aux_loss_enabled=False,
        ld_alpha=None,
        precompute_ref_logps=True,
        f_divergence_type="reverse_kl",
        loss_types=["sigmoid" if loss == "dpo" else "ipo"],
        loss_weights=[1.0],
        beta=beta,
        use_weighting=False,
        _total_train_tokens=0,
        _tp_size=1,
    )
    inputs = {
        "input_ids": torch.zeros(2, width, dtype=torch.long),
        "attention_mask": torch.ones(2, width, dtype=torch.long),
        "completion_mask": mask,
        "ref_chosen_logps": scores.reference_chosen[place : place + 1],
        "ref_rejected_logps": scores.reference_rejected[place : place + 1],
    }
    return DPOTrainer._compute_loss(trainer, lambda **_: outputs, inputs, return_outputs=False).item()


class Pretence(SimpleNamespace):
    """A trainer or accelerator on one process."""

    @staticmethod
    def gather_for_metrics(value: torch.Tensor) -> torch.Tensor:
        return value

    gather = gather_for_metrics


if __name__ == "__main__":
    unittest.main()
