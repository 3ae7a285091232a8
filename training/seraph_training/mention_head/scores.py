"""Exact spans: what counts is start, end and type together."""

from __future__ import annotations

from collections.abc import Iterable

import torch

from .crf import spans_of
from .data import Sample, batch_of
from .model import MentionHead

Span = tuple[int, int, str]
"""Half-open character offsets and the type."""


@torch.no_grad()
def tag(head: MentionHead, samples: list[Sample], which: int) -> list[dict[Span, float]]:
    """Spans that the head finds, with their probability, told the dictionary finder's answer number `which`."""
    head.eval()
    found = []
    for sample in samples:
        emissions = head(*batch_of([sample], [which]).inputs)[0]
        spans = spans_of(head.crf.decode(emissions))
        starts, ends = sample.words.starts, sample.words.ends
        found.append(
            {
                (starts[first], ends[end - 1], kind): probability
                for (first, end, kind), probability in zip(
                    spans, head.crf.probabilities(emissions, spans), strict=True
                )
            }
        )
    return found


def f1(pairs: Iterable[tuple[Iterable[Span], Iterable[Span]]], types: set[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 in per cent of (found, gold) pairs, micro-averaged over documents."""
    right = found_count = gold_count = 0
    for found, gold in pairs:
        found = {span for span in found if span[2] in types}
        gold = {span for span in gold if span[2] in types}
        right += len(found & gold)
        found_count += len(found)
        gold_count += len(gold)
    precision = 100 * right / found_count if found_count else 0.0
    recall = 100 * right / gold_count if gold_count else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0
