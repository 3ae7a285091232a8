"""Finds mentions on the states of the linker's encoder.

    python -m seraph_training.mention_head train  --encoder HF_FOLDER --corpora DIR --states DIR \\
        --known mesh.json mesh-starter.json --out DIR
    python -m seraph_training.mention_head judge  --encoder HF_FOLDER --corpora DIR --states DIR \\
        --known mesh.json mesh-starter.json --head OUT/head.pt --out OUT
    python -m seraph_training.mention_head export --encoder HF_FOLDER --head DIR/head.pt --out ../public/models/default

`--states` keeps the encoder's states from run to run (`states` makes those of one part). `--known` holds what the
dictionary finder finds in every document with two knowledge bases, the fuller first: written by
`scripts/dump-mentions.ts`. Without `--all-train` every tenth document of train is kept out and judged; with it the
head learns from all of train; `judge` gives its figures on dev.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from transformers import BartForConditionalGeneration

from .export import export, load_head
from .train import CORPORA, judge, keep_states, train


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    keeping = commands.add_parser("states")
    keeping.add_argument("--corpus", choices=CORPORA, required=True)
    keeping.add_argument("--part", choices=("train", "dev"), required=True)
    keeping.set_defaults(run=keep_states)
    training = commands.add_parser("train")
    judging = commands.add_parser("judge")
    judging.add_argument("--head", type=Path, required=True)
    judging.set_defaults(run=judge)
    for command in (training, judging):
        command.add_argument("--known", type=Path, nargs=2, required=True)
        command.add_argument("--out", type=Path, required=True)
    for command in (keeping, training, judging):
        command.add_argument("--encoder", type=Path, required=True)
        command.add_argument("--corpora", type=Path, required=True)
        command.add_argument("--states", type=Path, required=True)
        command.add_argument("--layers", type=int, nargs="+", default=[3, 6])
    training.add_argument("--from", dest="base", type=Path, help="head.pt of an earlier encoder to begin with")
    training.add_argument("--epochs", type=int, default=10)
    training.add_argument("--rate", type=float, default=2e-3)
    training.add_argument("--batch", type=int, default=8)
    training.add_argument("--dropout", type=float, default=0.3)
    training.add_argument("--seed", type=int, default=1)
    training.add_argument("--all-train", action="store_true")
    training.set_defaults(run=train)
    exporting = commands.add_parser("export")
    exporting.add_argument("--encoder", type=Path, required=True)
    exporting.add_argument("--head", type=Path, required=True)
    exporting.add_argument("--out", type=Path, required=True)
    exporting.set_defaults(
        run=lambda args: export(
            load_head(args.head), BartForConditionalGeneration.from_pretrained(args.encoder), args.out
        )
    )
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
