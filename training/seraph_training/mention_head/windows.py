"""Windows over the words of a document that is longer than the encoder's position table."""

from __future__ import annotations

from dataclasses import dataclass

OVERLAP = 128
"""Pieces that neighbouring windows share at least."""


@dataclass(frozen=True)
class Window:
    """Words `first` up to `end` are read together; the states of `use_from` up to `use_to` are kept."""

    first: int
    end: int
    use_from: int
    use_to: int


def windows_of(counts: list[int], most: int, overlap: int = OVERLAP) -> list[Window]:
    """Windows of at most `most` pieces over words of `counts` pieces each (no word has more than `most`).

    Each begins in the one before, `overlap` pieces before its end where that leaves room to go on; the words that two
    windows share are taken half from the one and half from the other, so that each keeps context on both sides.
    """
    windows: list[Window] = []
    first = use_from = 0
    while True:
        end, pieces = first, 0
        while end < len(counts) and pieces + counts[end] <= most:
            pieces += counts[end]
            end += 1
        if end == len(counts):
            windows.append(Window(first, end, use_from, end))
            return windows
        following, shared = end, 0
        while following > first + 1 and shared < overlap:
            following -= 1
            shared += counts[following]
        middle = (following + end + 1) // 2
        windows.append(Window(first, end, use_from, middle))
        first, use_from = following, middle
