"""Compares an adapter in PEFT with what the app computes with it.

    python training/golden/check_adapter.py FOLDER BASE SCORES.json

FOLDER holds `adapter_config.json` and `adapter_model.safetensors`, BASE is the Hugging Face directory of the base model
(`npm run export-model` makes one of a Seraph model), and SCORES.json says what the app computes (see
src/model/testing/exported-adapter.ts): `base`, the hash of its manifest, and `places` {source, prefix, names, scores},
the scores being the log-probability of each piece of each name. Where every piece of the vocabulary is among the names,
these are all logits of a place, but for the constant that a softmax takes away.

Prints the largest difference in one line of JSON, with that of the base model without the adapter for comparison; fails
when it is above 1e-4, or when the adapter is of another base than the scores.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel
from safetensors import safe_open
from torch.nn import functional
from transformers import BartForConditionalGeneration

LARGEST = 1e-4


def check(folder: Path, base: Path, scores: dict[str, Any]) -> dict[str, float | int]:
    """Largest differences over all names of the places. Raises `ValueError` for an adapter of another base."""
    with safe_open(folder / "adapter_model.safetensors", "pt") as file:
        noted = (file.metadata() or {}).get("seraph_base")
    if noted != scores["base"]:
        raise ValueError(f"The adapter is of the base {noted}, and the scores are of {scores['base']}.")
    model = BartForConditionalGeneration.from_pretrained(base, dtype="float32")
    adapted = PeftModel.from_pretrained(model, folder).double().eval()
    largest = largest_difference(adapted, scores["places"])
    with adapted.disable_adapter():
        without = largest_difference(adapted, scores["places"])
    return {
        "names": sum(len(place["names"]) for place in scores["places"]),
        "largest_difference": largest,
        "without_adapter": without,
    }


def largest_difference(model: torch.nn.Module, places: list[dict[str, Any]]) -> float:
    return max(
        abs(got - expected)
        for place in places
        for name, row in zip(log_probs(model, place), place["scores"], strict=True)
        for got, expected in zip(name, row, strict=True)
    )


@torch.no_grad()
def log_probs(model: torch.nn.Module, place: dict[str, Any]) -> list[list[float]]:
    """Log-probability of each piece of each name, after the source, the prefix and the pieces before it."""
    values, prefix = [], place["prefix"]
    by_beginning: dict[tuple[int, ...], torch.Tensor] = {}
    for name in place["names"]:
        beginning = tuple(name[:-1])
        if beginning not in by_beginning:
            decoder = torch.tensor([[*prefix, *beginning]])
            logits = model(input_ids=torch.tensor([place["source"]]), decoder_input_ids=decoder).logits
            by_beginning[beginning] = functional.log_softmax(logits[0, len(prefix) - 1 :], dim=-1)
        rows = by_beginning[beginning]
        values.append(rows[torch.arange(len(name)), torch.tensor(name)].tolist())
    return values


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("scores", type=Path)
    args = parser.parse_args()
    found = check(args.folder, args.base, json.loads(args.scores.read_text()))
    print(json.dumps(found))
    return 0 if found["largest_difference"] <= LARGEST else 1


if __name__ == "__main__":
    raise SystemExit(main())
