"""Pairs of a chunk of training mentions: what the model itself writes, right against wrong."""

from __future__ import annotations

import random
from dataclasses import dataclass

from transformers import BartForConditionalGeneration

from .beam import Hypothesis, constrained_beams
from .dpo import Pair
from .preference import ranked_pairs
from .queries import NamesOfBase, Query

TOP = 5
"""Candidates of a mention, and beams."""


@dataclass(frozen=True)
class Task:
    """A training mention and the knowledge base that it is linked to."""

    query: Query
    base: NamesOfBase


def own_pairs(model: BartForConditionalGeneration, tasks: list[Task], eos: int) -> list[tuple[Task, list[Pair]]]:
    """For each mention, the pairs among the model's own five best names. Mentions of one base are decoded together."""
    found: dict[int, list[Hypothesis]] = {}
    for base in {id(task.base): task.base for task in tasks}.values():
        places = [place for place, task in enumerate(tasks) if task.base is base]
        queries = [tasks[place].query for place in places]
        sources, prefixes = [query.source for query in queries], [query.prefix for query in queries]
        pad = model.config.pad_token_id
        found.update(zip(places, constrained_beams(model, base.trie, sources, prefixes, TOP, eos, pad), strict=True))
    return [(task, _pairs_of(task, found[place], eos)) for place, task in enumerate(tasks)]


def _pairs_of(task: Task, names: list[Hypothesis], eos: int) -> list[Pair]:
    query = task.query
    ranks = ranked_pairs([task.base.right(name.name, query.gold) for name in names])
    return [
        Pair(query.source, query.prefix, [*names[chosen].tokens, eos], [*names[rejected].tokens, eos])
        for chosen, rejected in ranks
    ]


def with_random_negatives(pairs: list[tuple[Task, list[Pair]]], rng: random.Random, eos: int) -> list[Pair]:
    """The same pairs with each rejected name replaced by a wrong one drawn from the whole knowledge base."""
    replaced = []
    for task, of_task in pairs:
        for pair in of_task:
            name = rng.randrange(len(task.base.trie))
            while task.base.right(name, task.query.gold):
                name = rng.randrange(len(task.base.trie))
            replaced.append(Pair(pair.source, pair.prefix, pair.chosen, [*task.base.trie.name(name), eos]))
    return replaced
