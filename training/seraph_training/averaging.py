"""Exponential moving average of a model's weights: the average of the last steps is a better model than the last."""

from __future__ import annotations

import torch

DECAY = 0.999
EVERY = 5
"""Steps between two additions; the decay is raised to this power, so the horizon is about 1 / (1 - DECAY) steps."""


class WeightAverage:
    """Averages from its first addition on, without a bias to the start."""

    def __init__(self, model: torch.nn.Module) -> None:
        self.weights = {name: value.detach().clone() for name, value in model.named_parameters()}
        self.additions = 0

    @torch.no_grad()
    def add(self, model: torch.nn.Module) -> None:
        self.additions += 1
        share = max(1 / self.additions, 1 - DECAY**EVERY)
        for name, value in model.named_parameters():
            self.weights[name].lerp_(value, share)

    @torch.no_grad()
    def into(self, model: torch.nn.Module) -> None:
        """Replaces the model's weights by their average."""
        for name, value in model.named_parameters():
            value.copy_(self.weights[name])

    def state(self) -> dict:
        return {"weights": self.weights, "additions": self.additions}

    def restore(self, state: dict) -> None:
        self.weights, self.additions = state["weights"], state["additions"]
