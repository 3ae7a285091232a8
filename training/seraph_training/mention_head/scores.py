"""Exact spans: what counts is start, end and type together."""

from __future__ import annotations

from collections.abc import Iterable

import torch

from .crf import spans_of
from .data import Sample, batch_of
from .model import MentionHead

Spans = set[tuple[int, int, str]]


@torch.no_grad()
def tag(head: MentionHead, samples: list[Sample], which: int) -> list[Spans]:
    """Character spans that the head finds, told the dictionary finder's answer number `which`."""
    head.eval()
    found = []
    for sample in samples:
        emissions = head(*batch_of([sample], [which]).inputs)[0]
        starts, ends = sample.words.starts, sample.words.ends
        found.append({(starts[a], ends[b - 1], kind) for a, b, kind in spans_of(head.crf.decode(emissions))})
    return found


def f1(pairs: Iterable[tuple[Spans, Spans]], types: set[str]) -> tuple[float, float, float]:
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
