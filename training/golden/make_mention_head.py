"""Golden head for `src/model/mention-head`: a seeded random head on the tiny model of `make_beams.py`.

    python make_mention_head.py --model ../../src/model/golden/tiny-beam --out ../../src/model/mention-head/golden

Writes `mention-head.json`, `mention-head.bin`, and `golden.json`: per text the spans that are known, the words'
emissions and the spans found, all by PyTorch. Offsets in the file are UTF-16 code units.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import BartForConditionalGeneration

sys.path.insert(0, str(Path(__file__).parents[1]))
from seraph_training.corpora import Document  # noqa: E402
from seraph_training.layout import load_layout  # noqa: E402
from seraph_training.mention_head.crf import TYPES, spans_of  # noqa: E402
from seraph_training.mention_head.data import batch_of, sample_of  # noqa: E402
from seraph_training.mention_head.export import export  # noqa: E402
from seraph_training.mention_head.model import MentionHead, Shape  # noqa: E402
from seraph_training.mention_head.states import word_states  # noqa: E402
from seraph_training.mention_head.words import Words, words_of  # noqa: E402
from texts import PROSE  # noqa: E402

SEED = 20261124
TEXTS = [*PROSE, "naïve e\u0301tat 😀 FAMILY 👍🏽, β-Thalassaemia", "(", "Dehydroxy" * 20 + " is one Word"]
SHAPE = Shape(layers=(0, 2), encoder_width=32, projected=6, hidden=8, affix=3, affix_rows=16, gram=4, gram_rows=32)


def random_head() -> MentionHead:
    """Every weight random and rounded to f16, as the file holds it."""
    head = MentionHead(SHAPE).eval()
    generator = torch.Generator().manual_seed(SEED)
    with torch.no_grad():
        for parameter in head.parameters():
            parameter.copy_((0.5 * torch.randn(parameter.shape, generator=generator)).half().float())
    return head


def random_spans(words: Words, rng: random.Random) -> list[tuple[int, int, str]]:
    """Some words, and some that reach into others or stop within."""
    spans = []
    for place in range(len(words.starts)):
        if rng.random() < 0.2:
            last = min(place + rng.randint(0, 2), len(words.starts) - 1)
            end = max(words.starts[place] + 1, words.ends[last] - (rng.random() < 0.3))
            spans.append((words.starts[place], end, rng.choice(TYPES)))
    return spans


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    encoder = BartForConditionalGeneration.from_pretrained(args.model)
    tokenizer = Tokenizer.from_file(str(args.model / "tokenizer.json"))
    head = random_head()
    export(head, encoder, args.out)
    rng = random.Random(SEED)
    cases = []
    for text in TEXTS:

        def units(offset: int, text: str = text) -> int:
            return len(text[:offset].encode("utf-16-le")) // 2

        words = words_of(text, tokenizer)
        states = word_states(encoder, load_layout(args.model), [words], SHAPE.layers, torch.float32)[0]
        known = random_spans(words, rng)
        sample = sample_of(Document("", text), words, states, [known], set(TYPES), SHAPE)
        with torch.no_grad():
            emissions = head(*batch_of([sample], [0]).inputs)[0]
        found = spans_of(head.crf.decode(emissions))
        cases.append(
            {
                "text": text,
                "known": [[units(start), units(end), kind] for start, end, kind in known],
                "emissions": [[round(value, 6) for value in row] for row in emissions.tolist()],
                "spans": [[units(words.starts[a]), units(words.ends[b - 1]), kind] for a, b, kind in found],
            }
        )
    lines = ",\n".join(json.dumps(case, ensure_ascii=True) for case in cases)
    (args.out / "golden.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
