"""The names of a knowledge base as sorted piece sequences: a node of the trie is a range of neighbours.

784,000 names of MeSH take about 40 MB; a trie of dicts would take a gigabyte.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


class Node(NamedTuple):
    """Names `first` to `last` (exclusive) share their first `depth` pieces."""

    first: int
    last: int
    depth: int


@dataclass(frozen=True)
class Children:
    """What follows a node: `pieces` in order, and the range of names below each, `bounds[i]` to `bounds[i + 1]`."""

    ends: bool
    """A name ends at the node itself: it is name `node.first`."""
    pieces: np.ndarray
    bounds: np.ndarray

    def node(self, place: int, depth: int) -> Node:
        return Node(int(self.bounds[place]), int(self.bounds[place + 1]), depth)


class NameTrie:
    """Distinct names, sorted by pieces, each with the indices of the concepts that bear it."""

    def __init__(self, names: Iterable[tuple[Sequence[int], int]]) -> None:
        """Takes (pieces, concept index) pairs; a name may come several times, with other concepts. Order is kept
        within a name's concepts; a name without pieces is left out."""
        concepts: dict[bytes, dict[int, None]] = {}
        for pieces, concept in names:
            key = np.asarray(pieces, dtype=">u4").tobytes()
            if key:
                concepts.setdefault(key, {})[concept] = None
        keys = sorted(concepts)
        self._pieces = np.frombuffer(b"".join(keys), dtype=">u4").astype(np.int32)
        self._starts = _starts([len(key) // 4 for key in keys])
        borne = [list(concepts[key]) for key in keys]
        self._concepts = np.array([concept for of_name in borne for concept in of_name], dtype=np.int32)
        self._concept_starts = _starts([len(of_name) for of_name in borne])
        self._wide: dict[tuple[int, int], Children] = {}
        self.root = Node(0, len(keys), 0)

    def __len__(self) -> int:
        return self.root.last

    def name(self, index: int) -> list[int]:
        """Pieces of a name, without end-of-sequence."""
        return self._pieces[self._starts[index] : self._starts[index + 1]].tolist()

    def concepts_of(self, name: int) -> list[int]:
        """Indices of the concepts that bear a name, in the order they were given in."""
        return self._concepts[self._concept_starts[name] : self._concept_starts[name + 1]].tolist()

    def children(self, node: Node) -> Children:
        """Found by one look at the node's column of pieces; kept for nodes with many names."""
        first, last, depth = node
        known = self._wide.get((first, depth))
        if known is not None:
            return known
        ends = last > first and self._starts[first + 1] - self._starts[first] == depth
        below = first + int(ends)
        column = self._pieces[self._starts[below:last] + depth]
        changes = np.flatnonzero(column[1:] != column[:-1]) + 1
        heads = np.concatenate(([0], changes)) if len(column) else changes
        children = Children(bool(ends), column[heads], np.append(heads + below, last))
        if last - first > 64:
            self._wide[(first, depth)] = children
        return children

    def find(self, pieces: Sequence[int]) -> int | None:
        """Index of the name with exactly these pieces."""
        node = self.root
        for piece in pieces:
            children = self.children(node)
            place = int(np.searchsorted(children.pieces, piece))
            if place == len(children.pieces) or children.pieces[place] != piece:
                return None
            node = children.node(place, node.depth + 1)
        return node.first if self.children(node).ends else None


def _starts(lengths: list[int]) -> np.ndarray:
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int64)
