"""The paper's question for our model: what each part of the recipe is worth, by leaving it out, at a reduced scale.

    python -m seraph_training.ablation --kb runs/kb/model --full runs/mentions/model --packages packages --out runs/ablation

Rows of the short recipe train from the KB stage's checkpoint, all on the same examples; the others start from a
checkpoint of the whole recipe. All are judged on NCBI dev and on a fixed sample of BC5CDR dev, by constrained
generation alone. Interrupted? The same command goes on. `--rows` and `--judge` do a part of
it; the table of all rows that are there is printed and written to `out/table.md`.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
from dataclasses import asdict, fields
from pathlib import Path

import torch
from transformers import BartForConditionalGeneration

from .ablation_rows import KB_STAGE, ROWS, WARM_START, Row
from .ablation_stages import SEED, Material, Scale, changed, run_stage
from .ablation_table import table
from .bootstrap import accuracy
from .dev_check import CORPORA, DevPart, answers, judged, read_dev_part
from .material import ENCODER, require_corpora, require_model, require_packages
from .outcomes import METRICS, write_outcomes
from .pairs import ExampleMaker
from .warm_start import warm_start


def main() -> None:
    args = _arguments()
    scale = Scale(**{field.name: getattr(args, field.name) for field in fields(Scale)})
    args.out.mkdir(parents=True, exist_ok=True)
    _bind(args.out / "scale.json", {**asdict(scale), "kb": str(args.kb), "full": str(args.full), "bc5cdr": args.bc5cdr})
    by_key = {row.key: row for row in ROWS}
    run([by_key[key] for key in args.rows or by_key], scale, args)
    told = table(args.out)
    (args.out / "table.md").write_text(told, encoding="utf-8")
    print(told)


def run(rows: list[Row], scale: Scale, args: argparse.Namespace) -> None:
    """Makes and judges the rows that are not there yet, in order."""
    missing = [
        row for row in rows if any(not _outcomes(args.out, row, corpus).exists() for corpus in args.judge)
    ]
    if not missing:
        return
    require_packages(args.packages)
    require_corpora(args.corpora)
    layout, tokenizer = require_model(args.kb)
    maker = ExampleMaker(tokenizer, layout, random.Random(0))
    cache = args.out / "cache"
    limits = {"ncbi": None, "bc5cdr": args.bc5cdr}
    parts = {
        corpus: read_dev_part(corpus, args.corpora, args.packages, maker, limit, cache)
        for corpus, limit in limits.items()
        if corpus in args.judge or corpus == "ncbi"
    }
    material = Material(args.packages, args.corpora, tokenizer, layout, parts["ncbi"].base, cache)
    for row in missing:
        model = _trained(row, scale, args, material)
        for corpus in args.judge:
            _judge(row, model, material, parts[corpus], _outcomes(args.out, row, corpus))


def _trained(row: Row, scale: Scale, args: argparse.Namespace, material: Material) -> BartForConditionalGeneration:
    """The row's model, after the stages that are not there yet."""
    folder = args.out / row.key
    finished = [number for number in range(len(row.stages)) if (folder / f"stage-{number}/done.json").exists()]
    torch.manual_seed(SEED)
    if finished:
        model = BartForConditionalGeneration.from_pretrained(folder / "model")
    elif row.start == WARM_START:
        model = warm_start(args.packages / Path(ENCODER.files[0]).parent)
    else:
        model = BartForConditionalGeneration.from_pretrained(args.kb if row.start == KB_STAGE else args.full)
    if row.decoder_layers is not None:
        model.model.decoder.layers = model.model.decoder.layers[: row.decoder_layers]
        model.config.decoder_layers = row.decoder_layers
    for number in range(len(finished), len(row.stages)):
        out = folder / f"stage-{number}"
        cost = {"stage": row.stages[number], **run_stage(row.stages[number], row, model, material, scale, out)}
        model.save_pretrained(folder / "model")
        changed(row, material.layout).save(folder / "model")
        shutil.copy(args.kb / "tokenizer.json", folder / "model/tokenizer.json")
        (out / "done.json").write_text(json.dumps(cost))
        (out / "checkpoint.pt").unlink(missing_ok=True)
        print(row.key, cost, flush=True)
    return model


def _outcomes(out: Path, row: Row, corpus: str) -> Path:
    return out / row.key / f"{corpus}.jsonl"


def _judge(row: Row, model: BartForConditionalGeneration, material: Material, part: DevPart, file: Path) -> None:
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    maker = ExampleMaker(material.tokenizer, changed(row, material.layout), random.Random(0))
    begun = time.process_time()
    outcomes = judged(part, answers(model, part, maker, row.beams))
    write_outcomes(file, outcomes)
    seconds = time.process_time() - begun
    print(row.key, file.name, accuracy(outcomes, METRICS["name"]), f"{seconds:.0f} CPU s", flush=True)


def _bind(file: Path, scale: dict) -> None:
    """Rows of one folder are of one scale: another is refused."""
    if file.exists() and json.loads(file.read_text()) != scale:
        raise SystemExit(
            f"{file} says that the rows there were made with other settings. Nothing was trained or changed. "
            f"Expected {file.read_text()}, got {json.dumps(scale)}. Give another --out, or the same settings."
        )
    file.write_text(json.dumps(scale))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", type=Path, required=True, help="the `model` folder of a finished KB stage")
    parser.add_argument("--full", type=Path, required=True, help="the `model` folder of a finished mentions stage")
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, default=Path("../../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rows", nargs="*", choices=[row.key for row in ROWS], help="in this order; all when absent")
    parser.add_argument("--judge", nargs="*", choices=[*CORPORA], default=[*CORPORA])
    parser.add_argument("--examples", type=int, default=2000, help="of the mentions stage")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--negative-mentions", type=int, default=400)
    parser.add_argument("--negative-chunks", type=int, default=2)
    parser.add_argument("--negative-rate", type=float, default=5e-5)
    parser.add_argument("--bc5cdr", type=int, default=500, help="mentions of BC5CDR dev, drawn with a fixed seed")
    return parser.parse_args()


if __name__ == "__main__":
    main()
