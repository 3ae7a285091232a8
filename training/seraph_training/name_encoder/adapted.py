"""An encoder with low-rank adapters on all its projections, and one unit vector a name."""

from __future__ import annotations

import math

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BartForConditionalGeneration

from ..batches import source_rows
from ..layout import Layout

PROJECTIONS = ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.out_proj", "fc1", "fc2")
LONGEST = 32
"""Pieces of a name that are read, without the marks around it."""


class LowRank(nn.Module):
    """A frozen projection W with a learnt change: x (W + B A)ᵀ. A is [rank, in], B [out, rank] and zero at first."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base.requires_grad_(False)
        self.a = nn.Parameter(torch.randn(rank, base.in_features) / math.sqrt(base.in_features))
        self.b = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, states: Tensor) -> Tensor:
        return self.base(states) + nn.functional.linear(nn.functional.linear(states, self.a), self.b)


class NameEncoder(nn.Module):
    """The adapted encoder of a trained model. Everything but the adapters is frozen."""

    def __init__(self, model: BartForConditionalGeneration, rank: int) -> None:
        super().__init__()
        self.encoder = model.get_encoder().requires_grad_(False)
        for layer in self.encoder.layers:
            for name in PROJECTIONS:
                parent, _, own = name.rpartition(".")
                holder = layer.get_submodule(parent) if parent else layer
                setattr(holder, own, LowRank(layer.get_submodule(name), rank))

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """[names, width]: the mean of all states of a name, its marks included, at length 1."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weights = attention_mask[..., None].to(states.dtype)
        return nn.functional.normalize((states * weights).sum(1) / weights.sum(1), dim=-1)

    def adapters(self) -> dict[str, Tensor]:
        """`layers.N.PROJECTION.a` and `.b`, in the encoder's order."""
        return {name: value for name, value in self.encoder.named_parameters() if value.requires_grad}


def rows_of(names: list[str], tokenizer: Tokenizer, layout: Layout) -> dict[str, Tensor]:
    """Encoder input of bare names: begin, pieces, end; no marks of a mention."""
    encoded = tokenizer.encode_batch(names, add_special_tokens=False)
    return source_rows([[layout.bos, *pieces.ids[:LONGEST], layout.eos] for pieces in encoded])
