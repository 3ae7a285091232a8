"""Golden files of the model's input for pairs: what the training script builds, for the app's to be compared with.

    python training/golden/make_inputs.py src/model/golden

Writes `preference/inputs.json`: `rows` {mention, long_form, context_before, context_after, name} with `source`,
`prefix` and `pieces` of the name, by the tokenizer and layout of `tiny-beam`. Contexts are of every length around the
one that is read, with characters of two UTF-16 units at the places where they are cut.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from seraph_training.layout import load_layout
from seraph_training.material import load_tokenizer
from seraph_training.preference_training.model_input import InputMaker
from seraph_training.preference_training.pairs_file import PairRow

WORDS = (
    "renal",
    "failure",
    "of",
    "the",
    "left",
    "kidney,",
    "Type-2",
    "ΑΣ",
    "naïve",
    "İ",
    "x\u2028y",
    "5-HT",
    "𝛃",
    "😀",
    "ß",
)
MENTIONS = (
    ("heart attack", None),
    ("HA", "Heart Attack"),
    ("\ufeff night-blindness \u00a0", None),
    ("very " * 80 + "long", None),
    ("İΣ", None),
    ("\x1cpain\x85", None),
    ("😀", "  \u2003pain 𝛃"),
)
NAMES = ("kidney failure", "ΑΣ naïve", "2,3-dihydro-1h-indole", "x", "type 2 𝛃", "i̇")


def made(rng: random.Random) -> dict[str, str | None]:
    mention, long_form = rng.choice(MENTIONS)
    contexts = []
    for _ in range(2):
        text = " ".join(rng.choice(WORDS) for _ in range(rng.choice((0, 2, 60))))
        # Every length near the cut, in units: half a character may be left.
        contexts.append(text[: rng.choice((0, 5, 90, 91, 92, 93, 94, 95, 96, 97, 300))])
    return {
        "mention": mention,
        "long_form": long_form,
        "context_before": contexts[0],
        "context_after": contexts[1],
        "name": rng.choice(NAMES),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    folder = out / "tiny-beam"
    maker = InputMaker(load_tokenizer(folder), load_layout(folder))
    rng = random.Random(51)
    rows = []
    for _ in range(60):
        row = made(rng)
        words = {key: value for key, value in row.items() if key != "name"}
        pair = PairRow(
            **words,
            chosen=row["name"],
            rejected="",
            chosen_id="",
            document_id=None,
            time=0,
            model_hash=None,
            part=None,
            source=("", None),
        )
        source, prefix = maker.source_and_prefix(pair)
        rows.append({**row, "source": source, "prefix": prefix, "pieces": maker.name(row["name"])})
    (out / "preference" / "inputs.json").write_text(json.dumps({"rows": rows}) + "\n")


if __name__ == "__main__":
    main()
