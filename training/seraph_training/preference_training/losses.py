"""The losses of preference training, by their published formulas. All are means over names, ready to be summed."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch.nn import functional


@dataclass(frozen=True)
class PairScores:
    """Of some pairs, each [pairs]: summed log-probabilities of the names, and their pieces, the end among them."""

    chosen: torch.Tensor
    rejected: torch.Tensor
    reference_chosen: torch.Tensor
    """Of the model with its adapter off."""
    reference_rejected: torch.Tensor
    chosen_pieces: torch.Tensor
    rejected_pieces: torch.Tensor

    def margins(self, beta: float) -> torch.Tensor:
        """Implicit reward of the chosen name above that of the rejected one."""
        return beta * ((self.chosen - self.reference_chosen) - (self.rejected - self.reference_rejected))


def pair_losses(loss: str, beta: float, scores: PairScores) -> torch.Tensor:
    """Loss of each pair.

    `dpo` (Rafailov et al. 2023, arXiv 2305.18290, equation 7): -log sigmoid(margin). `ipo` (Azar et al. 2023, arXiv
    2310.12036, equation 17, with log-probabilities averaged over a name's pieces, as TRL has it): the square of the
    difference of the averaged log-ratios less 1 / (2 beta). `positive`: `supervised_losses` of the chosen names.
    """
    if loss == "dpo":
        return -functional.logsigmoid(scores.margins(beta))
    if loss == "ipo":
        chosen = (scores.chosen - scores.reference_chosen) / scores.chosen_pieces
        rejected = (scores.rejected - scores.reference_rejected) / scores.rejected_pieces
        return (chosen - rejected - 1 / (2 * beta)) ** 2
    if loss == "positive":
        return supervised_losses(scores.chosen, scores.chosen_pieces)
    raise ValueError(f"{loss} is no loss.")


def supervised_losses(sums: torch.Tensor, pieces: torch.Tensor) -> torch.Tensor:
    """Negative mean log-probability per piece of each name."""
    return -sums / pieces
