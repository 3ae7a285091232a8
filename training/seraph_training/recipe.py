"""The whole recipe, from packages to a model folder; a stage whose result is there is left as it is.

    python -m seraph_training.recipe --packages packages --corpora DIR --out runs
    python -m seraph_training.recipe --quick --out /tmp/quick

`--quick` runs the same stages on a tiny random encoder and invented corpora (quick_material.py): minutes on one core,
neither packages nor corpora needed. Interrupted? The same command goes on.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import negatives, plots, train
from .checkpoint import OtherArguments
from .fetch import fetch
from .into_app import into_app
from .material import MaterialMissing
from .name_encoder import train as name_encoder
from .quick_material import make_quick_material


@dataclass(frozen=True)
class Sizes:
    """Words of each stage's command line that differ between the whole recipe and the quick one."""

    kb: str
    mentions: str
    joint: str
    negatives: str
    names: str


FULL = Sizes(
    kb="--examples 90000 --rate 5e-4 --seed 1 --dev-minutes 10",
    mentions="--examples 100000 --rate 3e-4 --seed 3 --dev-minutes 10",
    joint="--examples 128000 --batch 32 --rate 4e-4 --seed 5 --context 8 --sampled-pieces 4096 --dev-minutes 10",
    negatives="--rate 2e-5 --nll-weight 0.5 --freeze-encoder --patience 2",
    names="--rank 24 --steps 1000",
)
QUICK = Sizes(
    kb="--examples 1200 --batch 2 --rate 3e-3 --checkpoint-minutes 0.5",
    mentions="--examples 1600 --batch 10 --rate 3e-3 --checkpoint-minutes 0.5",
    joint="--examples 1200 --batch 5 --rate 3e-3 --context 8 --sampled-pieces 100 --checkpoint-minutes 0.5",
    negatives="--rate 3e-4 --chunks 3 --batch 8 --limit-mentions 90 --checkpoint-minutes 0.5",
    names="--rank 4 --steps 40 --batch 8 --rate 1e-2 --checkpoint-steps 10",
)


@dataclass(frozen=True)
class Stage:
    """`result` is written last: the stage is done when it is there."""

    name: str
    result: Path
    run: Callable[[], None]


def stages(packages: Path, corpora: Path, out: Path, sizes: Sizes) -> list[Stage]:
    """In order; each is also a command of its own, printed before it runs."""

    def command(module, *words: str) -> Callable[[], None]:
        def start() -> None:
            print(f"python -m {module.__name__} {' '.join(words)}", flush=True)
            module.run(module.arguments(list(words)))

        return start

    where = ("--packages", str(packages), "--corpora", str(corpora))

    def model(name: str) -> Path:
        return out / name / "model"

    def done(name: str) -> Path:
        return model(name) / "tokenizer.json"

    kb = command(train, "kb", *where, "--out", str(out / "kb"), *sizes.kb.split())
    mentions = command(
        train, "mentions", *where, "--out", str(out / "mentions"), "--from", str(model("kb")), *sizes.mentions.split()
    )
    joint = command(
        train, "joint", *where, "--out", str(out / "joint"), "--from", str(model("mentions")), *sizes.joint.split()
    )
    negative = command(
        negatives, *where, "--out", str(out / "negatives"), "--from", str(model("joint")), *sizes.negatives.split()
    )
    names = command(
        name_encoder, *where, "--from", str(model("negatives")), "--out", str(out / "names"), *sizes.names.split()
    )
    return [
        Stage("kb", done("kb"), kb),
        Stage("mentions", done("mentions"), mentions),
        Stage("joint", done("joint"), joint),
        Stage("negatives", done("negatives"), negative),
        Stage("names", out / "names" / name_encoder.RESULT, names),
        Stage("plots", out / "plots/names.svg", lambda: plots.draw_runs(out)),
    ]


def run(args: argparse.Namespace) -> None:
    """Runs what is left of the recipe."""
    packages, corpora = args.packages, args.corpora
    if args.quick:
        packages, corpora = args.out / "packages", args.out / "corpora"
        make_quick_material(packages, corpora)
    else:
        fetch(packages)
    for stage in stages(packages, corpora, args.out, QUICK if args.quick else FULL):
        if stage.result.exists():
            print(f"{stage.name}: {stage.result} is there, left as it is", flush=True)
        else:
            stage.run()
    if args.convert_to:
        into_app(args.out / "negatives/model", packages, corpora, args.out, args.convert_to)


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=Path, default=Path("packages"), help="filled by the first stage")
    parser.add_argument("--corpora", type=Path, default=Path("../../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("runs"))
    parser.add_argument("--convert-to", type=Path, help="folder for the app's files; needs Node; without it, none are made")
    parser.add_argument("--quick", action="store_true")
    return parser.parse_args(given)


def main() -> None:
    try:
        run(arguments())
    except (OtherArguments, MaterialMissing) as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
