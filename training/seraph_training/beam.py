"""Constrained beam search over the names of a trie, for many mentions at once, on CPU.

The bookkeeping is that of Transformers' `generate` with `prefix_allowed_tokens_fn` and of the app's search with
semantics `hf` (`src/core/decode/hf-search.ts`): probabilities are of the full vocabulary, the trie only masks; twice
as many candidates as beams; a name counts when it ends among the first `beams` of them; the score is the sum of
log-probabilities divided by their count.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch
from transformers import BartForConditionalGeneration

from .cached_decoder import CachedDecoder
from .name_trie import NameTrie, Node

BATCH = 24
"""Mentions decoded together: enough to fill one core's matrix products."""


@dataclass(frozen=True)
class Hypothesis:
    """A name of the trie, as generated."""

    tokens: list[int]
    """Pieces, without end-of-sequence."""
    log_probs: list[float]
    """Natural logarithms, one for each piece and one for end-of-sequence."""
    name: int
    """Index in the trie."""

    @property
    def score(self) -> float:
        return sum(self.log_probs) / len(self.log_probs)


@dataclass(frozen=True)
class _Beam:
    """A name in the making. `sum` is kept in f32, as the references keep it."""

    node: Node
    tokens: tuple[int, ...]
    log_probs: tuple[float, ...]
    sum: np.float32
    row: int = 0
    ended: bool = False

    @property
    def score(self) -> np.float32:
        return self.sum / np.float32(len(self.log_probs))


@dataclass
class _Search:
    """One mention's search."""

    mention: int
    running: list[_Beam]
    finished: list[_Beam] = field(default_factory=list)

    def advance(self, candidates: list[_Beam], beams: int) -> None:
        """Takes the best candidates, best first."""
        ended = [beam for beam in candidates[:beams] if beam.ended]
        self.finished = sorted([*self.finished, *ended], key=lambda beam: -beam.score)[:beams]
        self.running = [beam for beam in candidates if not beam.ended][:beams]
        full = len(self.finished) == beams
        if full and self.running and self.running[0].score <= self.finished[-1].score:
            self.running = []


@torch.no_grad()
def constrained_beams(
    model: BartForConditionalGeneration,
    trie: NameTrie,
    sources: list[list[int]],
    prefixes: list[list[int]],
    beams: int,
    eos: int,
    pad: int,
    max_new: int = 100,
    batch: int = BATCH,
) -> list[list[Hypothesis]]:
    """At most `beams` names for each source, best first. Names of more than `max_new` pieces are not generated."""
    training = model.training
    model.eval()
    found: list[list[Hypothesis]] = [[] for _ in sources]
    order = sorted(range(len(sources)), key=lambda i: (len(sources[i]), len(prefixes[i])))
    for first in range(0, len(order), batch):
        taken = order[first : first + batch]
        decoder = CachedDecoder(model, [sources[i] for i in taken], [prefixes[i] for i in taken], pad)
        for search in _search(decoder, trie, len(taken), beams, eos, pad, max_new):
            found[taken[search.mention]] = [
                Hypothesis(list(beam.tokens), list(beam.log_probs), beam.node.first) for beam in search.finished
            ]
    model.train(training)
    return found


def _search(
    decoder: CachedDecoder, trie: NameTrie, count: int, beams: int, eos: int, pad: int, max_new: int
) -> list[_Search]:
    searches = [_Search(i, [_Beam(trie.root, (), (), np.float32(0))]) for i in range(count)]
    live = searches
    while live:
        log_probs = decoder.log_probs()
        for place, search in enumerate(live):
            search.advance(_candidates(trie, search.running, log_probs[place].numpy(), 2 * beams, eos, max_new), beams)
        kept = [place for place, search in enumerate(live) if search.running]
        if len(kept) < len(live):
            decoder.keep(torch.tensor(kept, dtype=torch.long))
            live = [live[place] for place in kept]
        if live:
            width = max(len(search.running) for search in live)
            parents, pieces = np.zeros((len(live), width), np.int64), np.full((len(live), width), pad, np.int64)
            for place, search in enumerate(live):
                for b, beam in enumerate(search.running):
                    parents[place, b], pieces[place, b] = beam.row, beam.tokens[-1]
            decoder.step(torch.from_numpy(parents), torch.from_numpy(pieces))
    return searches


def _candidates(
    trie: NameTrie, running: list[_Beam], log_probs: np.ndarray, count: int, eos: int, max_new: int
) -> list[_Beam]:
    """The `count` best continuations of a mention's beams, best first; `log_probs` [beams or more, vocabulary].

    Ties go to the earlier beam, then to end-of-sequence, then to the lower piece.
    """
    below = [trie.children(beam.node) for beam in running]
    rows, places, log_prob = [], [], []
    for row, (beam, children) in enumerate(zip(running, below, strict=True)):
        pieces = children.pieces if beam.node.depth < max_new else children.pieces[:0]
        if children.ends:
            rows.append([row])
            places.append([-1])
            log_prob.append(log_probs[row, [eos]])
        rows.append(np.full(len(pieces), row))
        places.append(np.arange(len(pieces)))
        log_prob.append(log_probs[row, pieces])
    row_of, place_of, log_prob_of = (np.concatenate(parts) for parts in (rows, places, log_prob))
    sums = np.array([beam.sum for beam in running], np.float32)[row_of.astype(int)] + log_prob_of
    if len(sums) > count:
        best = np.sort(np.argpartition(-sums, count - 1)[:count])
    else:
        best = np.arange(len(sums))
    best = best[np.argsort(-sums[best], kind="stable")]
    candidates = []
    for i in best:
        row, place = int(row_of[i]), int(place_of[i])
        beam, log_prob_here = running[row], float(log_prob_of[i])
        if place < 0:
            node, tokens = beam.node, beam.tokens
        else:
            node = below[row].node(place, beam.node.depth + 1)
            tokens = (*beam.tokens, int(below[row].pieces[place]))
        candidates.append(_Beam(node, tokens, (*beam.log_probs, log_prob_here), sums[i], row, place < 0))
    return candidates
