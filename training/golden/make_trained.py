"""A golden adapter that training/dpo.py trained on two processes, for the app to take in.

    python training/golden/make_trained.py src/model/golden

Writes `adapters/trained/`: `adapter_config.json` and `adapter_model.safetensors` on `tiny-beam`, from a few invented
pairs; and `scores.json`, which says what PEFT computes with it in f64, as `check_adapter.py` reads it. Its base is the
SHA-256 of the manifest of the test's own tiny case.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

from check_adapter import log_probs
from peft import PeftModel
from seraph_training.preference_training.tiny_case import (
    TINY_MODEL,
    invented_rows,
    launched,
    write_manifest,
    write_rows,
)
from transformers import BartForConditionalGeneration

FILES = ("adapter_config.json", "adapter_model.safetensors")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    folder = parser.parse_args().out / "adapters" / "trained"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        pairs = write_rows(work / "pairs.jsonl", invented_rows(24))
        manifest = write_manifest(work / "manifest.json")
        told = {"--pairs": pairs, "--base": TINY_MODEL, "--manifest": manifest, "--out": work / "out"}
        words = [str(word) for pair in told.items() for word in pair]
        run = launched(2, ["dpo.py", *words, "--cpu", "--rate", "1e-2", "--rank", "2", "--alpha", "5"])
        summary = json.loads(run.stdout.splitlines()[-1])
        for name in FILES:
            shutil.copyfile(work / "out" / "adapter" / name, folder / name)
    base = BartForConditionalGeneration.from_pretrained(TINY_MODEL)
    adapted = PeftModel.from_pretrained(base, folder).double().eval()
    # The same places and names as the app is asked for.
    asked = json.loads((folder.parent / "exported" / "scores.json").read_text())["places"]
    places = [{**place, "scores": log_probs(adapted, place)} for place in asked]
    (folder / "scores.json").write_text(json.dumps({"base": summary["base"], "places": places}) + "\n")


if __name__ == "__main__":
    main()
