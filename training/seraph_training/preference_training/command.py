"""Trains an adapter from exported preference pairs: what training/dpo.py runs.

    npm run export-model -- public/models/default training/runs/base
    python dpo.py --pairs PAIRS.jsonl --base runs/base --out runs/adapter
    accelerate launch --num_processes 4 dpo.py …
    torchrun --nproc_per_node 2 dpo.py … --cpu

Interrupted? The same command goes on from its checkpoint, on any number of processes. `--out` then holds `adapter/`,
which the app takes in, `log.jsonl` and `checkpoint.pt`. The last line that is printed is JSON.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import torch
from accelerate import Accelerator

from ..checkpoint import OtherArguments
from ..material import MaterialMissing
from .adapter import save_adapter, weights_of, with_adapter
from .base_model import BaseModel, OtherModel, open_base
from .examples import Example, examples_of, replayed
from .model_input import InputMaker
from .pairs_file import BadPairs, PairRow, read_pairs
from .processes import Processes
from .settings import LOSSES, TARGETS, BadSettings, Settings
from .training import NotANumber, Outcome, PreferenceTraining, TrainingData
from .training_set import TrainingSet, training_set

REFUSALS = (BadPairs, BadSettings, MaterialMissing, NotANumber, OtherArguments, OtherModel)
ENDED_EARLY = 3
"""Exit status when the loss was no number any more; the adapter before that is written."""


def main(given: list[str] | None = None) -> int:
    args = arguments(given)
    accelerator = Accelerator(cpu=args.cpu)
    try:
        summary = run(args, accelerator)
    except REFUSALS as error:
        if accelerator.is_main_process:
            print(error, file=sys.stderr)
        return 1
    if accelerator.is_main_process:
        print(json.dumps(summary), flush=True)
    return ENDED_EARLY if summary["ending"] == "not-a-number" else 0


def run(args: argparse.Namespace, accelerator: Accelerator) -> dict[str, Any]:
    """Trains and writes `out/adapter`; what the last line says. Raises one of `REFUSALS`."""
    if accelerator.mixed_precision not in ("no", "bf16"):
        raise BadSettings(
            f"Mixed precision must be no or bf16, and is {accelerator.mixed_precision}: gradients overflow there. "
            "Nothing was trained or changed."
        )
    settings = Settings(**{field.name: _of_arguments(args, field.name) for field in fields(Settings)})
    base = open_base(args.base, args.manifest or args.base / "manifest.json")
    rows = read_pairs(args.pairs)
    processes = Processes(accelerator)
    if processes.is_first:
        warn_of_others(rows, base)
    pairs = training_set(rows, settings.held_out, settings.seed, settings.loss)
    model = with_adapter(base, settings)
    data = data_of(pairs, base, settings, args.replay_names, model.config.max_position_embeddings)
    args.out.mkdir(parents=True, exist_ok=True)
    files = [*args.pairs, *([args.replay_names] if args.replay_names else [])]
    training = PreferenceTraining(model, data, settings, accelerator, args.out, deciding(settings, base, files))
    outcome = training.run(args.checkpoint_minutes)
    facts = facts_of(pairs, data, outcome, processes)
    flat = torch.cat([value.flatten() for value in weights_of(model).values()])
    facts["process_difference"] = processes.spread(flat)
    folder = args.out / "adapter"
    digest = processes.from_first(lambda: save_adapter(model, base, settings, folder, facts))
    return {"adapter": str(folder), "sha256": digest, "base": base.hash, **facts}


def _of_arguments(args: argparse.Namespace, name: str) -> Any:
    value = getattr(args, name)
    return tuple(value) if name == "targets" else value


def warn_of_others(rows: list[PairRow], base: BaseModel) -> None:
    """Pairs name the model whose candidates were decided on; a version of it has a hash of its own."""
    others = sum(row.model_hash not in (None, base.hash) for row in rows)
    if others:
        print(
            f"{others} of {len(rows)} pairs were decided with another model than {base.id}, or with a version of it: "
            "their hash is not that of the manifest. They are trained on like the others.",
            file=sys.stderr,
        )


def data_of(
    pairs: TrainingSet, base: BaseModel, settings: Settings, replay_names: Path | None, positions: int
) -> TrainingData:
    maker = InputMaker(base.tokenizer, base.layout)
    replay: list[Example] = []
    if replay_names and settings.replay:
        replay = replayed(maker, replay_names, positions)
    training = examples_of(maker, pairs.training, positions, settings.loss != "positive")
    if not training:
        raise BadPairs(
            "None of the pairs can be trained on: all are contradicted, held out, or longer than the model can read. "
            "Nothing was trained or changed. Export more pairs."
        )
    return TrainingData(training, examples_of(maker, pairs.held_out, positions, True), replay)


def deciding(settings: Settings, base: BaseModel, files: list[Path]) -> dict[str, str | int | float]:
    """All that decides the steps: a checkpoint is bound to it."""
    told = {name: ",".join(value) if isinstance(value, tuple) else value for name, value in asdict(settings).items()}
    # How much goes through the model at once changes nothing but the rounding.
    told.pop("micro_batch")
    digest = hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()
    weights = hashlib.sha256((base.folder / "model.safetensors").read_bytes()).hexdigest()
    return {**told, "base": base.hash, "base_weights": weights, "pairs": digest}


def facts_of(pairs: TrainingSet, data: TrainingData, outcome: Outcome, processes: Processes) -> dict[str, Any]:
    return {
        "pairs": len(data.training),
        "held_out_pairs": len(data.held_out),
        "replay_names": len(data.replay),
        "repeated": pairs.repeated,
        "contradicted": pairs.contradicted,
        "excluded": pairs.excluded,
        "too_long": len(pairs.training) + len(pairs.held_out) - len(data.training) - len(data.held_out),
        "processes": processes.count,
        **_told(asdict(outcome)),
    }


def _told(value: Any) -> Any:
    """With six digits after the point, and null for what is no number: JSON has no word for that."""
    if isinstance(value, dict):
        return {name: _told(one) for name, one in value.items()}
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, help="exported pairs, JSON Lines")
    parser.add_argument(
        "--base", type=Path, required=True, help="Hugging Face directory of the model, with seraph.json"
    )
    parser.add_argument("--manifest", type=Path, help="manifest.json of the same model in the app; without, the base's")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--replay-names", type=Path, help="lines of a synonym, a tab, another name of its concept; without, no replay"
    )
    parser.add_argument("--cpu", action="store_true", help="use no accelerator")
    parser.add_argument("--checkpoint-minutes", type=float, default=10)
    choices = {"loss": {"choices": LOSSES}, "targets": {"choices": TARGETS, "nargs": "+"}}
    for field in fields(Settings):
        parser.add_argument(
            f"--{field.name.replace('_', '-')}",
            default=field.default,
            **choices.get(field.name, {"type": type(field.default) if field.name in WHOLE else float}),
        )
    return parser.parse_args(given)


WHOLE = ("rank", "batch", "micro_batch", "epochs", "patience", "seed")
