"""Direct preference optimisation (Rafailov et al. 2023, arXiv 2305.18290) over names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from transformers import BartForConditionalGeneration

from .batches import IGNORED, decoder_rows, source_rows


@dataclass(frozen=True)
class Pair:
    """Two names for one mention, each closed by end-of-sequence. Pairs of one mention share `source` and `prefix`."""

    source: list[int]
    prefix: list[int]
    chosen: list[int]
    rejected: list[int]


def dpo_loss(
    chosen: torch.Tensor,
    rejected: torch.Tensor,
    reference_chosen: torch.Tensor,
    reference_rejected: torch.Tensor,
    beta: float,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean loss, and the margins of implicit rewards [pairs]; all arguments are summed log-probabilities [pairs].

    Loss: -log sigmoid(margin), margin = beta x ((chosen - reference) - (rejected - reference)). ln 2 at the start.
    """
    margins = beta * ((chosen - reference_chosen) - (rejected - reference_rejected))
    return -functional.logsigmoid(margins).mean(), margins


Encode = Callable[[list[list[int]]], tuple[torch.Tensor, torch.Tensor]]
"""Sources to encoder states [sources, pieces, width] and their mask [sources, pieces]."""


def trained_encoder(model: BartForConditionalGeneration) -> Encode:
    """The model's encoder, with gradients."""

    def encode(sources: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        rows = source_rows(sources)
        return model.model.encoder(**rows).last_hidden_state, rows["attention_mask"]

    return encode


class FrozenEncoder:
    """An encoder that does not change: no gradients, and a source met again costs nothing."""

    def __init__(self, model: BartForConditionalGeneration) -> None:
        self._encode = trained_encoder(model)
        self._kept: dict[tuple[int, ...], torch.Tensor] = {}

    @torch.no_grad()
    def __call__(self, sources: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        missing = [source for source in sources if tuple(source) not in self._kept]
        if missing:
            states, _ = self._encode(missing)
            for source, row in zip(missing, states, strict=True):
                self._kept[tuple(source)] = row[: len(source)].clone()
        states = pad_sequence([self._kept[tuple(source)] for source in sources], batch_first=True)
        return states, source_rows(sources)["attention_mask"]

    def forget(self) -> None:
        self._kept.clear()


def pair_log_probs(
    model: BartForConditionalGeneration, pairs: list[Pair], encode: Encode
) -> tuple[torch.Tensor, torch.Tensor]:
    """log p(chosen), log p(rejected), each [pairs]: over the full vocabulary, summed over name pieces and end.

    Each distinct source goes through the encoder once, whatever the number of its pairs.
    """
    places: dict[tuple[int, ...], int] = {}
    source_of = torch.tensor([places.setdefault(tuple(pair.source), len(places)) for pair in pairs])
    encoded, mask = encode([list(source) for source in places])
    rows = [(pair.prefix, pair.chosen) for pair in pairs] + [(pair.prefix, pair.rejected) for pair in pairs]
    decoder = decoder_rows(rows)
    twice = torch.cat((source_of, source_of))
    hidden = model.model.decoder(
        input_ids=decoder["decoder_input_ids"],
        encoder_hidden_states=encoded[twice],
        encoder_attention_mask=mask[twice],
        use_cache=False,
    ).last_hidden_state
    wanted = decoder["labels"] != IGNORED
    logits = model.lm_head(hidden[wanted]) + model.final_logits_bias
    log_probs = -functional.cross_entropy(logits, decoder["labels"][wanted], reduction="none")
    row_of = wanted.nonzero()[:, 0]
    sums = torch.zeros(len(rows)).index_add(0, row_of, log_probs)
    return sums[: len(pairs)], sums[len(pairs) :]
