"""Pairs of a better and a worse name, by the rules of negative training. Needs nothing but Python."""

from __future__ import annotations

from collections.abc import Sequence


def ranked_pairs(right: Sequence[bool]) -> list[tuple[int, int]]:
    """(chosen, rejected) ranks from which ranks, best first, are right.

    Every right candidate against every wrong candidate ranked above it; where the first is right, it against the first
    wrong one. No pairs where nothing is right: a chosen name is never invented.
    """
    pairs = []
    if right and right[0]:
        wrong = next((rank for rank, is_right in enumerate(right) if not is_right), None)
        if wrong is not None:
            pairs.append((0, wrong))
    above: list[int] = []
    for rank, is_right in enumerate(right):
        if is_right:
            pairs += [(rank, wrong) for wrong in above]
        else:
            above.append(rank)
    return pairs
