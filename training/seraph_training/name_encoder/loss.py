"""The loss of the name encoder: each name should be nearest to the other name of its concept."""

from __future__ import annotations

import torch
from torch import Tensor

TEMPERATURE = 0.05


def contrastive_loss(vectors: Tensor, names: list[str]) -> Tensor:
    """Cross-entropy of the partner among all other names, over cosines divided by `TEMPERATURE` (SimCLR's NT-Xent).

    `vectors` are [2 n, width] at length 1, and i and n + i are names of one concept. A name that another concept of the
    batch has, too, is no wrong answer and left out.
    """
    count = len(names) // 2
    partner = torch.cat([torch.arange(count, 2 * count), torch.arange(count)])
    number: dict[str, int] = {}
    keys = torch.tensor([number.setdefault(name, len(number)) for name in names])
    left_out = keys[:, None] == keys[None]
    left_out[torch.arange(2 * count), partner] = False
    left_out.fill_diagonal_(True)
    scores = (vectors @ vectors.T / TEMPERATURE).masked_fill(left_out, float("-inf"))
    return torch.nn.functional.cross_entropy(scores, partner)
