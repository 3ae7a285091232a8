"""95 % intervals for accuracies, and for the difference between two models on the same mentions.

    python -m seraph_training.bootstrap outcomes.jsonl [others.jsonl]

Whole documents are drawn with replacement (2,000 times, seeded): mentions of one document are not independent. The
interval lies between the 2.5th and 97.5th percentiles (Efron, 1979). A difference is paired: the same draws for both.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .outcomes import METRICS, Outcome, read_outcomes

RESAMPLES = 2000
Metric = Callable[[Outcome], bool]


@dataclass(frozen=True)
class Interval:
    """In per cent of the mentions, or in points for a difference."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.1f} [{self.low:.1f}, {self.high:.1f}]"

    def signed(self) -> str:
        return f"{self.value:+.1f} [{self.low:+.1f}, {self.high:+.1f}]"


def accuracy(outcomes: Sequence[Outcome], metric: Metric, seed: int = 0, resamples: int = RESAMPLES) -> Interval:
    """Share of mentions that are right under `metric`."""
    return _interval(outcomes, [float(metric(outcome)) for outcome in outcomes], seed, resamples)


def difference(
    ours: Sequence[Outcome], others: Sequence[Outcome], metric: Metric, seed: int = 0, resamples: int = RESAMPLES
) -> Interval:
    """Accuracy of `ours` less that of `others`. Raises `ValueError` when they are not of the same mentions."""
    theirs = {outcome.mention: outcome for outcome in others}
    if len(theirs) != len(ours) or any(outcome.mention not in theirs for outcome in ours):
        raise ValueError(
            f"A paired difference needs the same mentions on both sides: got {len(ours)} and {len(others)}, "
            "not all of them the same. Nothing was computed. Make both files with the same corpus, limit and version."
        )
    gains = [float(metric(outcome)) - float(metric(theirs[outcome.mention])) for outcome in ours]
    return _interval(ours, gains, seed, resamples)


def _interval(outcomes: Sequence[Outcome], values: list[float], seed: int, resamples: int) -> Interval:
    """Mean of `values`, which are parallel to `outcomes`, under resampling of documents."""
    places = {document: place for place, document in enumerate(dict.fromkeys(o.document for o in outcomes))}
    sums, counts = np.zeros(len(places)), np.zeros(len(places))
    for outcome, value in zip(outcomes, values, strict=True):
        sums[places[outcome.document]] += value
        counts[places[outcome.document]] += 1
    drawn = np.random.default_rng(seed).integers(len(places), size=(resamples, len(places)))
    means = 100 * sums[drawn].sum(1) / counts[drawn].sum(1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Interval(100 * sums.sum() / counts.sum(), float(low), float(high))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("outcomes", type=Path)
    parser.add_argument("others", type=Path, nargs="?")
    args = parser.parse_args()
    ours = read_outcomes(args.outcomes)
    for name, metric in METRICS.items():
        line = f"{name}: {accuracy(ours, metric)}"
        if args.others:
            line += f", difference {difference(ours, read_outcomes(args.others), metric).signed()}"
        print(line)


if __name__ == "__main__":
    main()
