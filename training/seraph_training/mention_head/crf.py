"""A linear-chain conditional random field over BIO tags, with labels that may be known in part."""

from __future__ import annotations

import torch
from torch import nn

TYPES = ("Disease", "Chemical")
TAGS = ("O", *(f"{mark}-{kind}" for kind in TYPES for mark in "BI"))
FORBIDDEN = -1e4


def allowed_transitions() -> tuple[torch.Tensor, torch.Tensor]:
    """Masks [tags, tags] (from, to) and [tags] (first): I-X follows B-X or I-X alone."""
    follows = torch.ones(len(TAGS), len(TAGS), dtype=torch.bool)
    first = torch.ones(len(TAGS), dtype=torch.bool)
    for to, tag in enumerate(TAGS):
        if tag.startswith("I-"):
            first[to] = False
            for source, before in enumerate(TAGS):
                follows[source, to] = before[1:] == tag[1:]
    return follows, first


class Crf(nn.Module):
    """Transition scores and first-tag scores; forbidden ones are not learned."""

    def __init__(self) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.first = nn.Parameter(torch.zeros(len(TAGS)))
        follows, first = allowed_transitions()
        self.register_buffer("follows", follows, persistent=False)
        self.register_buffer("begins", first, persistent=False)

    def scores(self) -> tuple[torch.Tensor, torch.Tensor]:
        return (
            self.transitions.masked_fill(~self.follows, FORBIDDEN),
            self.first.masked_fill(~self.begins, FORBIDDEN),
        )

    def loss(self, emissions: torch.Tensor, allowed: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Mean over words of -log P(some path through the allowed tags).

        emissions [batch, words, tags]; allowed bool, the same shape: the tags that the gold standard leaves open;
        mask bool [batch, words].
        """
        narrowed = emissions.masked_fill(~allowed, FORBIDDEN)
        both = self._log_sum(torch.cat([emissions, narrowed]), torch.cat([mask, mask]))
        free, gold = both.chunk(2)
        return (free - gold).sum() / mask.sum()

    def _log_sum(self, emissions: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Log of the sum over all paths: products of one matrix a word, in pairs, so that it is a few large steps."""
        transitions, first = self.scores()
        steps = transitions + emissions[:, 1:, None, :]  # (batch, words - 1, from, to)
        identity = torch.full_like(transitions, FORBIDDEN).fill_diagonal_(0)
        steps = torch.where(mask[:, 1:, None, None], steps, identity)
        while steps.shape[1] > 1:
            if steps.shape[1] % 2:
                steps = torch.cat([steps, identity.expand(len(steps), 1, -1, -1)], dim=1)
            steps = torch.logsumexp(steps[:, ::2, :, :, None] + steps[:, 1::2, None, :, :], dim=3)
        alpha = first + emissions[:, 0]
        if steps.shape[1]:
            alpha = torch.logsumexp(alpha[:, :, None] + steps[:, 0], dim=1)
        return torch.logsumexp(alpha, dim=1)

    @torch.no_grad()
    def decode(self, emissions: torch.Tensor) -> list[int]:
        """Viterbi: the best tags of one document, emissions [words, tags]."""
        if len(emissions) == 0:
            return []
        transitions, first = self.scores()
        score = first + emissions[0]
        back = []
        for row in emissions[1:]:
            best, source = (score[:, None] + transitions).max(dim=0)
            score = best + row
            back.append(source)
        tags = [int(score.argmax())]
        for source in reversed(back):
            tags.append(int(source[tags[-1]]))
        return tags[::-1]


    @torch.no_grad()
    def probabilities(self, emissions: torch.Tensor, spans: list[tuple[int, int, str]]) -> list[float]:
        """The share, of all taggings of one document, that have a mention of exactly those words and that type."""
        if not spans:
            return []
        allowed = torch.ones(len(spans) + 1, *emissions.shape, dtype=torch.bool)
        for row, (start, end, kind) in enumerate(spans):
            begin = TAGS.index(f"B-{kind}")
            allowed[row, start:end] = False
            allowed[row, start, begin] = True
            allowed[row, start + 1 : end, begin + 1] = True
            allowed[row, end : end + 1, begin + 1] = False
        having = self._log_sum(emissions.masked_fill(~allowed, FORBIDDEN), torch.ones(allowed.shape[:2], dtype=torch.bool))
        return (having[:-1] - having[-1]).exp().tolist()


def spans_of(tags: list[int]) -> list[tuple[int, int, str]]:
    """Half-open word ranges with their type."""
    spans: list[tuple[int, int, str]] = []
    for word, tag in enumerate(tags):
        name = TAGS[tag]
        if name.startswith("B-"):
            spans.append((word, word + 1, name[2:]))
        elif name.startswith("I-"):
            start, _, kind = spans[-1]
            spans[-1] = (start, word + 1, kind)
    return spans
