"""Golden vectors for `src/model/name-encoder`: seeded random adapters on a tiny model, and what PyTorch reads with them.

    python make_names.py --model ../../src/model/golden/tiny-beam --out ../../src/model/name-encoder/golden

Writes `name-encoder.safetensors` and `golden.json`: names as token ids, and their vectors.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from transformers import BartForConditionalGeneration

sys.path.insert(0, str(Path(__file__).parents[1]))
from seraph_training.layout import load_layout  # noqa: E402
from seraph_training.name_encoder.adapted import NameEncoder, rows_of  # noqa: E402

SEED = 20261129
RANK = 5
NAMES = ["fever", "acute kidney injury", "loss of kidney function", "a", "dehydroxy" * 30]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    encoder = NameEncoder(BartForConditionalGeneration.from_pretrained(args.model), RANK).eval()
    generator = torch.Generator().manual_seed(SEED)
    with torch.no_grad():
        for value in encoder.adapters().values():
            value.copy_(0.2 * torch.randn(value.shape, generator=generator))
    rows = rows_of(NAMES, Tokenizer.from_file(str(args.model / "tokenizer.json")), load_layout(args.model))
    with torch.no_grad():
        vectors = encoder(**rows)
    lengths = rows["attention_mask"].sum(1).tolist()
    tokens = [ids[:length] for ids, length in zip(rows["input_ids"].tolist(), lengths, strict=True)]
    args.out.mkdir(parents=True, exist_ok=True)
    save_file({name: value.detach().contiguous() for name, value in encoder.adapters().items()}, args.out / "name-encoder.safetensors")
    golden = {"rank": RANK, "names": NAMES, "tokens": tokens, "vectors": vectors.tolist()}
    (args.out / "golden.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
