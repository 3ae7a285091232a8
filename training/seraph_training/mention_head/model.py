"""The head: a projection of the encoder's states beside the features, convolutions over words, emissions for the CRF.

Computed a second time in `src/model/mention-head/emissions.ts`, which a golden file holds to this one.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from .crf import TAGS, Crf
from .features import AFFIXES, FLAGS

DILATIONS = (1, 2)
TOLD = FLAGS + len(TAGS)
"""Features that are told as they are: the letters' flags, and one of each tag for what the dictionary finder found."""


@dataclass(frozen=True)
class Shape:
    """Layers of the encoder that are read (0: its embeddings), and widths."""

    layers: tuple[int, ...]
    encoder_width: int
    projected: int = 128
    hidden: int = 128
    affix: int = 16
    affix_rows: int = 1024
    gram: int = 24
    gram_rows: int = 4096


class MentionHead(nn.Module):
    def __init__(self, shape: Shape, dropout: float = 0.3) -> None:
        super().__init__()
        self.shape = shape
        self.project = nn.Linear(len(shape.layers) * shape.encoder_width, shape.projected)
        self.affixes = nn.ModuleList(nn.Embedding(shape.affix_rows, shape.affix) for _ in range(AFFIXES))
        for table in self.affixes:
            nn.init.normal_(table.weight, std=0.3)
        self.grams = nn.EmbeddingBag(shape.gram_rows, shape.gram, mode="mean")
        nn.init.normal_(self.grams.weight, std=0.5)
        self.mix = nn.Linear(shape.projected + AFFIXES * shape.affix + shape.gram + TOLD, shape.hidden)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(shape.hidden, shape.hidden, 3, padding=dilation, dilation=dilation) for dilation in DILATIONS
        )
        self.emit = nn.Linear(shape.hidden + TOLD, len(TAGS))
        self.crf = Crf()
        self.drop = nn.Dropout(dropout)
        self.drop_states = nn.Dropout(dropout / 2)

    def forward(
        self,
        states: torch.Tensor,
        flags: torch.Tensor,
        affixes: torch.Tensor,
        grams: torch.Tensor,
        gram_starts: torch.Tensor,
        known: torch.Tensor,
        mask: torch.Tensor,
    ) -> torch.Tensor:
        """Emissions [batch, words, tags].

        states [batch, words, layers * width], flags [batch, words, FLAGS], affixes int [batch, words, AFFIXES],
        grams int [all runs of three letters] with gram_starts [batch * words], as `nn.EmbeddingBag` reads them,
        known int [batch, words]: the dictionary finder's tags; mask bool [batch, words].
        """
        told = torch.cat([flags, nn.functional.one_hot(known, len(TAGS)).float()], dim=-1)
        tables = [table(affixes[..., place]) for place, table in enumerate(self.affixes)]
        tables.append(self.grams(grams, gram_starts).unflatten(0, mask.shape))
        projected = torch.tanh(self.project(self.drop_states(states)))
        hidden = torch.relu(self.mix(torch.cat([self.drop(torch.cat([projected, *tables], dim=-1)), told], dim=-1)))
        for convolution in self.convolutions:
            # What lies behind a document's end must be as empty in a batch as when it stands alone.
            hidden = self.drop(hidden) * mask[..., None]
            hidden = hidden + torch.relu(convolution(hidden.transpose(1, 2)).transpose(1, 2))
        return self.emit(torch.cat([self.drop(hidden), told], dim=-1))
