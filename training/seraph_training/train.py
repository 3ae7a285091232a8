"""Trains one positive stage, seeded, with checkpoints and resume.

    python -m seraph_training.train kb       --packages DIR --out runs/kb       --examples 90000
    python -m seraph_training.train mentions --packages DIR --out runs/mentions --examples 100000 --from runs/kb/model
    python -m seraph_training.train joint --packages DIR --out runs/joint --examples 128000 --from runs/mentions/model

`--packages` holds the unpacked encoder and vocabularies (see README). Interrupted? The same command goes on from the
last checkpoint; the order of batches is a function of the seed, so the result is the same. A checkpoint of other
arguments is refused.
"""

from __future__ import annotations

import argparse
import random
import shutil
from dataclasses import replace
from pathlib import Path

import torch
from transformers import BartForConditionalGeneration

from .batches import make_batches
from .checkpoint import Arguments, OtherArguments
from .dev_sample import DevSample
from .layout import BERT_LAYOUT, Layout
from .material import ENCODER, NCBI_DEV, MaterialMissing, load_tokenizer, require_corpora, require_model, require_packages
from .optimization import Schedule, train
from .pairs import ExampleMaker
from .stages import joint_examples, kb_examples, mention_examples
from .warm_start import warm_start

STAGES = {"kb": kb_examples, "mentions": mention_examples, "joint": joint_examples}


def main() -> None:
    try:
        run(arguments())
    except (OtherArguments, MaterialMissing) as error:
        raise SystemExit(str(error)) from None


def run(args: argparse.Namespace, stop_at: int | None = None) -> None:
    """Makes the stage's batches, trains, and writes `out/model`; ends before step `stop_at`, as if interrupted."""
    require_packages(args.packages)
    require_corpora(args.corpora)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    start = args.base or args.packages / Path(ENCODER.files[0]).parent
    if args.base:
        layout, tokenizer = require_model(args.base)
        model = BartForConditionalGeneration.from_pretrained(args.base)
    else:
        model, layout, tokenizer = warm_start(start), BERT_LAYOUT, load_tokenizer(start)
    if args.context:
        layout = replace(layout, context_pieces=args.context)
    args.out.mkdir(parents=True, exist_ok=True)
    maker = ExampleMaker(tokenizer, layout, rng)
    batches = make_batches(STAGES[args.stage](maker, args.packages, args.corpora, args.examples), args.batch, rng)
    dev_figure = None
    if args.dev_minutes:
        require_corpora(args.corpora, (NCBI_DEV,))
        sample = DevSample.ncbi(args.corpora, tokenizer, layout)
        dev_figure = lambda: sample.accuracy(model)  # noqa: E731
    schedule = Schedule(
        args.rate, args.checkpoint_minutes, args.dev_minutes, stop_at, sampled_pieces=args.sampled_pieces
    )
    if train(model, batches, args.out, deciding_arguments(args), schedule, dev_figure):
        save_model(model, layout, start, args.out / "model")


def save_model(model: BartForConditionalGeneration, layout: Layout, tokenizer_from: Path, folder: Path) -> None:
    """Writes a model folder; tokenizer.json last, so that a folder with it is whole."""
    model.save_pretrained(folder)
    layout.save(folder)
    shutil.copy(tokenizer_from / "tokenizer.json", folder / "tokenizer.json")


def deciding_arguments(args: argparse.Namespace) -> Arguments:
    """The arguments that make the batches and the steps: a checkpoint means nothing under others."""
    names = ("stage", "examples", "batch", "rate", "seed", "sampled_pieces", "context")
    return {name: getattr(args, name) for name in names}


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=list(STAGES))
    parser.add_argument("--packages", "--data", type=Path, required=True, help="unpacked encoder and vocabularies")
    parser.add_argument("--corpora", type=Path, default=Path("../../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--from", dest="base", type=Path)
    parser.add_argument("--examples", type=int, required=True)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--context", type=int, default=0, help="pieces each side at most; 0: as the layout has it")
    parser.add_argument("--sampled-pieces", type=int, default=0, help="pieces a step in the softmax; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--checkpoint-minutes", type=float, default=10)
    parser.add_argument("--dev-minutes", type=float, default=0, help="minutes between looks at the dev sample; 0: never")
    return parser.parse_args(given)


if __name__ == "__main__":
    main()
