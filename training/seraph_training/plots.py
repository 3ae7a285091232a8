"""Curves of runs, from their logs.

    python -m seraph_training.plots runs          writes runs/plots/NAME.svg for each runs/NAME/log.jsonl
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import matplotlib

from .run_log import read_log

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "seraph"
from matplotlib import pyplot  # noqa: E402

PANELS = {
    "loss": ("loss",),
    "share of pairs": ("pair_accuracy", "chosen_first"),
    "margin": ("margin",),
    "log p(chosen)": ("chosen_log_prob",),
    "name accuracy, %": ("dev", "held_out"),
}
"""Axis title to the figures of the log that it shows; a run has the panels whose figures it logged."""


def place_of(row: dict[str, Any]) -> float:
    """Where on the way a row stands: steps of a positive stage, chunks of negative training."""
    step = row.get("step", 0)
    return row["chunk"] + step / row["of"] if "chunk" in row and "of" in row else row.get("chunk", step)


def series(rows: list[dict[str, Any]], figure: str) -> list[tuple[float, float]]:
    """(place, value) in order; where a resumed run logged a place again, the later value counts."""
    values = {place_of(row): row[figure] for row in rows if figure in row}
    return sorted(values.items())


def draw(log: Path, file: Path) -> None:
    """One SVG: a panel for each kind of figure that the log has."""
    rows = read_log(log)
    panels = {
        title: {name: points for name in names if (points := series(rows, name))} for title, names in PANELS.items()
    }
    shown = {title: curves for title, curves in panels.items() if curves}
    if not shown:
        raise SystemExit(f"{log} has no figures yet. Nothing was drawn. Draw again when the run has logged some steps.")
    figure, axes = pyplot.subplots(len(shown), 1, figsize=(7, 2.2 * len(shown)), sharex=True, squeeze=False)
    for axis, (title, curves) in zip(axes[:, 0], shown.items(), strict=True):
        for name, points in curves.items():
            axis.plot(*zip(*points, strict=True), label=name.replace("_", " "), marker="." if len(points) < 30 else "")
        axis.set_ylabel(title)
        axis.grid(alpha=0.3)
        if len(curves) > 1:
            axis.legend()
    axes[-1, 0].set_xlabel("chunk" if any("chunk" in row for row in rows) else "step")
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(file, format="svg", metadata={"Date": None})
    pyplot.close(figure)


def draw_runs(runs: Path) -> None:
    """Every run below the folder that has a log."""
    for log in sorted(runs.glob("*/log.jsonl")):
        draw(log, runs / "plots" / f"{log.parent.name}.svg")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path)
    draw_runs(parser.parse_args().runs)


if __name__ == "__main__":
    main()
