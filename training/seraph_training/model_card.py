"""Writes a model's card from its manifest, the recipe's facts, its runs' logs and saved outputs of the evaluation.

    python -m seraph_training.model_card ../public/models/default \
        --log kb=runs/kb/log.jsonl --log mentions=runs/mentions/log.jsonl --log negatives=runs/negatives/log.jsonl \
        --evaluation "NCBI disease, development part=ncbi.txt" --evaluation "BC5CDR, development part=bc5cdr.txt"

Each evaluation file is the standard output of `npm run -s evaluate -- … --json`. No figure is written by hand.
Needs nothing but Python.
"""

from __future__ import annotations

import argparse
import json
from math import prod
from pathlib import Path
from string import Template
from typing import Any

from .run_log import read_log

FOLDER = Path(__file__).parent.parent / "model_card"
COLUMNS = {
    "mentions": "mentions",
    "top1": "top-1",
    "top5": "top-5",
    "name_top1": "name top-1",
    "seen_top1": "seen",
    "unseen_top1": "unseen",
    "nil_precision": "NIL precision",
    "nil_recall": "NIL recall",
}


class CardRefused(ValueError):
    """Something that the card would state is not in the files given."""


def card(model: Path, logs: dict[str, Path], evaluations: dict[str, Path]) -> str:
    """The card as Markdown."""
    facts = json.loads((FOLDER / "facts.json").read_text(encoding="utf-8"))
    manifest = json.loads((model / "manifest.json").read_text(encoding="utf-8"))
    measured = {label: _evaluation(file) for label, file in evaluations.items()}
    if not measured:
        raise CardRefused(
            "No evaluation was given, and a card without figures is not written. The card there is left as it was. "
            "Save the output of `npm run -s evaluate -- … --json` and give it as --evaluation LABEL=FILE."
        )
    values = {
        "title": manifest["title"],
        "parameters": f"{sum(prod(tensor['shape']) for tensor in manifest['tensors']) / 1e6:.1f} M",
        "shape": _shape(model, manifest),
        "sources": table([list(facts["sources"][0]), *(list(source.values()) for source in facts["sources"])]),
        "stages": _stages(facts["stages"], logs),
        "never": bullets(facts["never"]),
        "figures": _figures(measured),
        "tables": "\n\n".join(f"{label}:\n\n```\n{text}\n```" for label, (_, text) in measured.items()),
        "limits": bullets(facts["limits"]),
    }
    return Template((FOLDER / "template.md").read_text(encoding="utf-8")).substitute(values)


def _shape(model: Path, manifest: dict[str, Any]) -> str:
    config, layout = manifest["config"], manifest["layout"]
    shipped = [file for file in sorted(model.iterdir()) if file.suffix in (".bin", ".json") and file.name != "manifest.json"]
    formats = sorted({tensor["dtype"] for tensor in manifest["tensors"]})
    shape = (
        f"{config['encoderLayers']} encoder layers, {config['decoderLayers']} decoder layers, width {config['width']}, "
        f"{config['encoderHeads']} heads, {config['vocabularySize']:,} word pieces, tied embeddings"
    )
    size = sum(file.stat().st_size for file in shipped)
    marked = (
        f"{layout['contextPieces']} pieces of context each side, the mention between two marks; the decoder starts "
        f"with \"`{layout['prefixTemplate']}`\""
    )
    return table(
        [
            ["", ""],
            ["shape", shape],
            ["files", f"tensors as {', '.join(formats)}; {len(shipped)} files, {size:,} bytes; hashes in `manifest.json`"],
            ["input", marked],
            ["ancestry", manifest["ancestry"]],
            ["licence", manifest["licence"]],
        ]
    )


def _stages(told: dict[str, str], logs: dict[str, Path]) -> str:
    """The stages that have a log, in the order of the logs given, with the steps that they count."""
    unknown = sorted(set(logs) - set(told))
    if unknown:
        raise CardRefused(
            f"There is no stage {', '.join(unknown)}; expected some of {', '.join(told)}. "
            "The card there is left as it was. Give each log as --log STAGE=FILE."
        )
    lines = []
    for stage, log in logs.items():
        rows = read_log(log)
        pairs = sum(row.get("pairs", 0) for row in rows)
        steps = max((row["of"] for row in rows if "of" in row), default=0)
        counted = f"{pairs:,} pairs." if pairs else f"{steps:,} steps."
        lines.append(f"{len(lines) + 1}. {told[stage]} {counted}")
    return "\n".join(lines)


def _evaluation(file: Path) -> tuple[list[dict[str, Any]], str]:
    """The JSON rows, and everything else as it was printed."""
    rows, text = [], []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("{"):
            rows.append(json.loads(line))
        elif line.strip():
            text.append(line.rstrip())
    if not any("top1" in row for row in rows):
        raise CardRefused(
            f"{file} has no line of figures. The card there is left as it was. "
            "Save the standard output of `npm run -s evaluate -- … --json`."
        )
    return rows, "\n".join(text)


def _figures(measured: dict[str, tuple[list[dict[str, Any]], str]]) -> str:
    head = ["", "knowledge base", "mode", *COLUMNS.values()]
    body = [
        [label, row["kb"], row["mode"], *(_figure(row.get(key), key) for key in COLUMNS)]
        for label, (rows, _) in measured.items()
        for row in rows
        if "top1" in row
    ]
    return table([head, *body])


def _figure(value: float | None, key: str) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if key == "mentions" else f"{value:.2f}"


def table(rows: list[list[str]]) -> str:
    """A Markdown table; the first row is its head."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"|{'|'.join(' --- ' for _ in rows[0])}|", *lines[1:]])


def bullets(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _named(given: list[str]) -> dict[str, Path]:
    """`NAME=FILE` words."""
    for word in given:
        if "=" not in word or not Path(word.rsplit("=", 1)[1]).is_file():
            raise CardRefused(
                f"{word!r} is not NAME=FILE with a file that exists. The card there is left as it was. Correct it."
            )
    return {name: Path(file) for name, file in (word.rsplit("=", 1) for word in given)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="the folder with manifest.json; README.md is written into it")
    parser.add_argument("--log", action="append", default=[], metavar="STAGE=FILE")
    parser.add_argument("--evaluation", action="append", default=[], metavar="LABEL=FILE")
    args = parser.parse_args()
    try:
        text = card(args.model, _named(args.log), _named(args.evaluation))
    except CardRefused as error:
        raise SystemExit(str(error)) from None
    (args.model / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
