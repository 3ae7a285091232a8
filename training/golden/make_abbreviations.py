"""Golden pairs for `src/core/mention/abbreviations.ts`, made with `seraph_training.corpora.abbreviations`.

    python make_abbreviations.py --out ../../src/core/mention/golden

Texts are invented from a short word list: long forms with their short form in parentheses, right, noised, and wrong.
Writes `abbreviations.json`: a list of `[text, {short form: long form}]`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from seraph_training.corpora import abbreviations  # noqa: E402

SEED = 11
CASES = 250
WORDS = """acute chronic familial renal hepatic cardiac non-small beta-cell α-synuclein T-cell X-linked failure syndrome
disease deficiency acid tumour of the and with 5-hydroxy type 2 II Mediterranean fever naïve é\u0301tat \U0001f9ec-gene
myelo-proliferative encephalo neuro pathy induced toxicity in patients after lithium""".split()
ENDS = [" was seen.", ". ", "; later ", ", then ", "\n", " ", "! Next "]


def short_form(words: list[str], rng: random.Random) -> str:
    """Initials, at times with a second letter, a lost one, a plural, a digit, another order or small letters."""
    letters = [word[: 1 + (rng.random() < 0.15)] for word in words]
    kind = rng.random()
    if kind < 0.1 and len(letters) > 1:
        letters.pop(rng.randrange(len(letters)))
    elif kind < 0.2:
        rng.shuffle(letters)
    form = "".join(letters)
    form = form if rng.random() < 0.2 else form.upper()
    return form + rng.choice(["", "", "", "", "s", "-1", "2", " gene", "; SD", ", n = 3", ")"])


def text(rng: random.Random) -> str:
    parts = []
    for _ in range(rng.randint(1, 3)):
        filler = rng.choices(WORDS, k=rng.randint(0, 6))
        words = rng.choices(WORDS, k=rng.randint(1, 5))
        gap = rng.choice([" ", " ", " ", "  ", "\n", ""])
        parts.append(f"{' '.join([*filler, *words])}{gap}({short_form(words, rng)}){rng.choice(ENDS)}")
    return "".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    rng = random.Random(SEED)
    texts = [text(rng) for _ in range(CASES)]
    out.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps([made, abbreviations(made)], ensure_ascii=True) for made in texts)
    (out / "abbreviations.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()
