"""The rows of an ablation as a Markdown table, with intervals and paired differences to the baseline."""

from __future__ import annotations

import json
from pathlib import Path

from .ablation_rows import ROWS, Row
from .bootstrap import accuracy, difference
from .outcomes import METRICS, Outcome, read_outcomes

HEAD = (
    "| row | NCBI dev, name top-1 | against its recipe | name top-5 | concept top-1 | unseen, name top-1 "
    "| BC5CDR dev, name top-1 | against its recipe | examples | pairs | training, CPU s |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
)


def table(out: Path) -> str:
    """The rows that were judged on NCBI dev. Where its baseline is not there, no difference is told."""
    return HEAD + "".join(_line(row, out) for row in ROWS if (out / row.key / "ncbi.jsonl").exists())


def _line(row: Row, out: Path) -> str:
    ncbi, bc5cdr = (_read(out / row.key / f"{corpus}.jsonl") for corpus in ("ncbi", "bc5cdr"))
    costs = [json.loads(file.read_text()) for file in sorted((out / row.key).glob("stage-*/done.json"))]

    def total(what: str) -> str:
        return f"{sum(cost.get(what, 0) for cost in costs):,}" if costs else "-"

    cells = [
        row.title,
        _share(ncbi, "name"),
        _against(row, out, "ncbi", ncbi),
        _share(ncbi, "name top-5"),
        _share(ncbi, "concept"),
        _share([outcome for outcome in ncbi if not outcome.seen], "name"),
        _share(bc5cdr, "name"),
        _against(row, out, "bc5cdr", bc5cdr),
        total("examples"),
        total("pairs"),
        total("cpu_seconds"),
    ]
    return f"| {' | '.join(cells)} |\n"


def _read(file: Path) -> list[Outcome]:
    return read_outcomes(file) if file.exists() else []


def _share(outcomes: list[Outcome], metric: str) -> str:
    return str(accuracy(outcomes, METRICS[metric])) if outcomes else "-"


def _against(row: Row, out: Path, corpus: str, outcomes: list[Outcome]) -> str:
    baseline = _read(out / row.baseline / f"{corpus}.jsonl")
    if row.key == row.baseline or not baseline or not outcomes:
        return "-"
    return difference(outcomes, baseline, METRICS["name"]).signed()
