"""Batches of examples, and their tensors."""

from __future__ import annotations

import random

import torch

from .pairs import Example

IGNORED = -100
"""Label of a position that takes no part in the loss."""


def make_batches(examples: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Batches of similar length, in random order: sorts within random pools of 50 batches."""
    rng.shuffle(examples)
    batches = []
    for i in range(0, len(examples), size * 50):
        pool = sorted(examples[i : i + size * 50], key=lambda example: example.cost)
        batches += [pool[j : j + size] for j in range(0, len(pool), size)]
    rng.shuffle(batches)
    return batches


def padded(rows: list[list[int]], value: int) -> torch.Tensor:
    """A [rows, longest] tensor, filled up on the right."""
    width = max(map(len, rows))
    return torch.tensor([row + [value] * (width - len(row)) for row in rows])


def decoder_rows(batch: list[tuple[list[int], list[int]]]) -> dict[str, torch.Tensor]:
    """Decoder input and labels of (prefix, target) rows; labels are `IGNORED` outside the target."""
    return {
        "decoder_input_ids": padded([prefix + target[:-1] for prefix, target in batch], 0),
        "labels": padded([[IGNORED] * (len(prefix) - 1) + target for prefix, target in batch], IGNORED),
    }


def source_rows(sources: list[list[int]]) -> dict[str, torch.Tensor]:
    """Encoder input and its mask."""
    return {
        "input_ids": padded(sources, 0),
        "attention_mask": padded([[1] * len(source) for source in sources], 0),
    }


def collate(batch: list[Example]) -> dict[str, torch.Tensor]:
    """Padded tensors; labels are `IGNORED` outside the name."""
    return {
        **source_rows([example.source for example in batch]),
        **decoder_rows([(example.prefix, example.target) for example in batch]),
    }
