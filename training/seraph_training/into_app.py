"""The last stages: a model in the app's format, with its head that finds mentions. They need Node and `npm ci`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from .material import BC5CDR_TRAIN, NCBI_TRAIN, MaterialMissing
from .name_encoder.train import RESULT

REPOSITORY = Path(__file__).parents[2]
KNOWN_BY = ("mesh", "mesh-starter")
"""Knowledge bases of public/kb whose finds the head is told of, the fuller first."""
CONTEXT = "8"
"""Pieces each side that the app gives, those of the joint stage: the held-out tenth is read better so than with 24."""
CARD = (
    ("--id", "seraph-base-4"),
    ("--title", "Seraph base 4"),
    ("--licence", "Apache-2.0"),
    (
        "--ancestry",
        "all-MiniLM-L6-v2 (Apache-2.0) encoder into a BART-shaped encoder-decoder; trained on names of MEDIC, MeSH, "
        "Mondo, DOID and HPO, then on the train parts of the NCBI disease and BC5CDR corpora, then on its own right and "
        "wrong names; its encoder also reads names, by factors trained on synonyms",
    ),
)


def into_app(model: Path, packages: Path, corpora: Path, out: Path, to: Path) -> None:
    """Trains the head in `out/head` on the model's encoder, converts the model into `to` with other names, and adds
    the name encoder and the head."""
    npm, npx = shutil.which("npm"), shutil.which("npx")
    if npm is None or npx is None or not (REPOSITORY / "node_modules").is_dir():
        raise MaterialMissing(
            f"npm or the repository's node_modules is missing. The trained model is whole in {model}. "
            "Run `npm ci` in the repository, then this command again."
        )
    head = out.resolve() / "head"
    head.mkdir(parents=True, exist_ok=True)
    known = [head / f"{name}.json" for name in KNOWN_BY]
    parts = [word for file in (NCBI_TRAIN, BC5CDR_TRAIN) for word in ("--corpus", str(corpora.resolve() / file))]
    for name, file in zip(KNOWN_BY, known, strict=True):
        if not file.exists():
            _run([npx, "tsx", "scripts/dump-mentions.ts", "--kb", name, "--out", str(file), *parts], REPOSITORY)
    tagger = [sys.executable, "-m", "seraph_training.mention_head"]
    encoder = ["--encoder", str(model.resolve())]
    here = Path(__file__).parents[1]
    if not (head / "head.pt").exists():
        where = ["--corpora", str(corpora.resolve()), "--known", *map(str, known), "--out", str(head)]
        _run([*tagger, "train", *encoder, *where, "--states", str(head / "states"), "--all-train"], here)
    names = out.resolve() / "other-names.bin"
    if not names.exists():
        packed = ["--packages", str(packages.resolve()), "--out", str(names)]
        _run([sys.executable, "-m", "seraph_training.other_names", *packed], here)
    settings = ["--context", CONTEXT, "--other-names", str(names), *(word for pair in CARD for word in pair)]
    _run([npm, "run", "-s", "convert-model", "--", str(model.resolve()), str(to.resolve()), *settings], REPOSITORY)
    trained = out.resolve() / "names" / RESULT
    _run([npm, "run", "-s", "add-name-encoder", "--", str(trained), str(to.resolve())], REPOSITORY)
    _run([*tagger, "export", *encoder, "--head", str(head / "head.pt"), "--out", str(to.resolve())], here)


def _run(command: list[str], folder: Path) -> None:
    print(" ".join(command), flush=True)
    subprocess.run(command, cwd=folder, check=True)
