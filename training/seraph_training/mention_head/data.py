"""Train and held-out documents as tensors for the head."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

import torch

from ..corpora import Document
from .crf import TAGS, TYPES
from .features import affixes_of, flags_of, grams_of, tags_of
from .model import Shape
from .words import Words

Known = list[tuple[int, int, str]]


@dataclass
class Sample:
    """One document. `known` holds the dictionary finder's tags once for each knowledge base, and none at all last."""

    document: Document
    words: Words
    states: torch.Tensor
    flags: torch.Tensor
    affixes: torch.Tensor
    grams: list[list[int]]
    known: list[torch.Tensor]
    allowed: torch.Tensor
    gold: set[tuple[int, int, str]]


def type_of(written: str) -> str:
    """The corpus's own type as one of the head's: NCBI's four kinds are all diseases."""
    return written if written in TYPES else TYPES[0]


def sample_of(
    document: Document, words: Words, states: torch.Tensor, known: list[Known], types: set[str], shape: Shape
) -> Sample:
    """`types`: those that the corpus annotates; of the others nothing is known outside its mentions."""
    gold = {(mention.start, mention.end, type_of(mention.type)) for mention in document.mentions}
    tags = torch.tensor(tags_of(list(gold), words), dtype=torch.long)
    allowed = torch.nn.functional.one_hot(tags, len(TAGS)).bool()
    unknown = torch.tensor([name[2:] in set(TYPES) - types for name in TAGS])
    allowed |= (tags == 0)[:, None] & unknown
    told = [torch.tensor(tags_of(spans, words), dtype=torch.long) for spans in known]
    return Sample(
        document,
        words,
        states.flatten(1),
        torch.tensor(flags_of(document.text, words)),
        torch.tensor(affixes_of(document.text, words, shape.affix_rows)),
        grams_of(document.text, words, shape.gram_rows),
        [*told, torch.zeros_like(tags)],
        allowed,
        gold,
    )


@dataclass
class Batch:
    states: torch.Tensor
    flags: torch.Tensor
    affixes: torch.Tensor
    grams: torch.Tensor
    gram_starts: torch.Tensor
    known: torch.Tensor
    allowed: torch.Tensor
    mask: torch.Tensor

    @property
    def inputs(self) -> tuple[torch.Tensor, ...]:
        return self.states, self.flags, self.affixes, self.grams, self.gram_starts, self.known, self.mask


def batch_of(samples: list[Sample], choice: list[int]) -> Batch:
    """`choice[i]`: which of the dictionary finder's answers the head is told for sample i."""
    lengths = torch.tensor([len(sample.flags) for sample in samples])

    def padded(rows: list[torch.Tensor]) -> torch.Tensor:
        return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)

    longest = int(lengths.max())
    bags = [bag for sample in samples for bag in (*sample.grams, *[[]] * (longest - len(sample.grams)))]
    return Batch(
        padded([sample.states.float() for sample in samples]),
        padded([sample.flags for sample in samples]),
        padded([sample.affixes for sample in samples]),
        torch.tensor([gram for bag in bags for gram in bag], dtype=torch.long),
        torch.tensor([0, *accumulate(len(bag) for bag in bags)])[:-1],
        padded([sample.known[which] for sample, which in zip(samples, choice, strict=True)]),
        padded([sample.allowed for sample in samples]),
        torch.arange(longest)[None] < lengths[:, None],
    )


def batches_of(samples: list[Sample], size: int, rng: random.Random) -> list[list[Sample]]:
    """Batches of documents of like length, in random order."""
    order = sorted(samples, key=lambda sample: len(sample.flags) * rng.uniform(0.9, 1.1))
    batches = [order[start : start + size] for start in range(0, len(order), size)]
    rng.shuffle(batches)
    return batches
