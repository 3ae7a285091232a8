"""Golden beams for `src/core/decode` and `src/model`: 500 random tries, sources and prefixes on a tiny seeded BART.

    python make_beams.py --model ../../src/model/golden/tiny-beam --out ../../src/core/decode/golden/beams.json

Writes the model as a Hugging Face directory, and one JSON file with, per case, the names, source, prefix and settings,
and for both semantics the names found in order with their scores: `hf` by Transformers' own `generate` with
`prefix_allowed_tokens_fn`, `angel` by `plain_search.py`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

import torch
import transformers
from transformers import BartForConditionalGeneration

sys.path.insert(0, str(Path(__file__).parents[1]))
from plain_search import Trie, allowed, angel_search, build_trie  # noqa: E402
from tiny_model import CLS, LAYOUT, SEP, save, tiny_model  # noqa: E402

MODEL_SEED = 20261124
CASES_SEED = 11
CASES = 500
FIRST_PIECE, LAST_PIECE = 6, 159
LONGEST_NAME = 6
MAX_NAME_LENGTH = 8
NO_HYPOTHESIS = -1e6
"""`generate` fills up what it does not find with duplicates and unfinished rows whose sums start at -1e9."""
CLEAR = 5e-4
"""Neighbouring scores in a case differ by at least this, so that the order does not hang on rounding."""

Hypotheses = list[tuple[list[int], float]]


def random_case(rng: random.Random) -> dict:
    """Alphabets from narrow (deep, shared prefixes, names inside names) to wide; sources and prefixes of all lengths."""
    alphabet = rng.sample(range(FIRST_PIECE, LAST_PIECE + 1), rng.choice([2, 3, 5, 8, 20, 60]))
    names = {
        tuple(rng.choice(alphabet) for _ in range(rng.randint(1, LONGEST_NAME))) for _ in range(rng.randint(1, 30))
    }

    def pieces(most: int) -> list[int]:
        return [rng.randint(FIRST_PIECE, LAST_PIECE) for _ in range(rng.randint(0, most))]

    return {
        "names": sorted(list(name) for name in names),
        "source": [CLS, *pieces(6), LAYOUT.start, *pieces(5), LAYOUT.end, *pieces(6), SEP],
        "prefix": [CLS, *pieces(7)],
        "beams": rng.randint(2, 6),
        "lengthPenalty": rng.choice([1, 1, 1, 0.5, 2]),
    }


def hf_search(model: BartForConditionalGeneration, case: dict, trie: Trie) -> Hypotheses:
    start = len(case["prefix"])

    def following(_batch: int, tokens: torch.Tensor) -> list[int]:
        return allowed(trie, tokens[start:].tolist()) or [SEP]

    output = model.generate(
        input_ids=torch.tensor([case["source"]]),
        attention_mask=torch.ones(1, len(case["source"]), dtype=torch.long),
        decoder_input_ids=torch.tensor([case["prefix"]]),
        num_beams=case["beams"],
        num_return_sequences=case["beams"],
        length_penalty=float(case["lengthPenalty"]),
        early_stopping=False,
        do_sample=False,
        max_length=start + MAX_NAME_LENGTH + 1,
        prefix_allowed_tokens_fn=following,
        return_dict_in_generate=True,
        output_scores=True,
    )
    found = []
    for sequence, score in zip(output.sequences.tolist(), output.sequences_scores.tolist(), strict=True):
        if score > NO_HYPOTHESIS:
            generated = sequence[start:]
            found.append((generated[: generated.index(SEP)], score))
    return found


def is_clear(hypotheses: Hypotheses) -> bool:
    scores = [score for _, score in hypotheses]
    return all(a - b >= CLEAR for a, b in zip(scores, scores[1:], strict=False))


def indexed(hypotheses: Hypotheses, names: list[list[int]]) -> list[list[float]]:
    return [[names.index(tokens), round(score, 7)] for tokens, score in hypotheses]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    model = tiny_model(MODEL_SEED)
    save(model, args.model)

    rng = random.Random(CASES_SEED)
    cases: list[dict] = []
    while len(cases) < CASES:
        case = random_case(rng)
        trie = build_trie(case["names"], SEP)
        hf = hf_search(model, case, trie)
        angel = angel_search(model, case["source"], case["prefix"], trie, case["beams"], case["lengthPenalty"])
        if is_clear(hf) and is_clear(angel):
            cases.append({**case, "hf": indexed(hf, case["names"]), "angel": indexed(angel, case["names"])})
    result = {
        "madeWith": f"transformers {transformers.__version__}, torch {torch.__version__}, make_beams.py",
        "eos": SEP,
        "maxNameLength": MAX_NAME_LENGTH,
        "cases": cases,
    }
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(result, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
