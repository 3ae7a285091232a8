"""python -m unittest seraph_training.test_ablation"""

from __future__ import annotations

import random
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

from tokenizers import Tokenizer, models, pre_tokenizers

from .ablation_rows import FULL, POSITIVES, ROWS
from .ablation_stages import changed, reformed
from .ablation_table import table
from .layout import BERT_LAYOUT
from .outcomes import Outcome, write_outcomes
from .pairs import ExampleMaker

WORDS = ["red", "blue", "fever", "cold", "is", "of", "the"]


def outcomes_of(right: list[bool]) -> list[Outcome]:
    return [Outcome(f"d{i}", 0, 4, "Disease", i % 2 == 0, 1 if r else 2, 1, "c") for i, r in enumerate(right)]


class AblationTest(unittest.TestCase):
    def test_a_changed_example_is_what_the_changed_layout_makes(self) -> None:
        tokenizer = Tokenizer(models.WordLevel({word: i + 200 for i, word in enumerate(WORDS)}, unk_token="of"))
        tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
        left, right = tokenizer.encode("the cold").ids, tokenizer.encode("of").ids
        made = ExampleMaker(tokenizer, BERT_LAYOUT, random.Random(0)).example(left, "red fever", right, "fever red")
        for row in ROWS:
            layout = changed(row, BERT_LAYOUT)
            maker = ExampleMaker(tokenizer, layout, random.Random(0))
            expected = maker.example(left if row.context else [], "red fever", right if row.context else [], "fever red")
            self.assertEqual(reformed(made, row, BERT_LAYOUT), expected)
        self.assertTrue(any(not row.context for row in ROWS) and any(not row.prefix for row in ROWS))

    def test_rows_have_their_own_keys_and_a_baseline_of_their_start(self) -> None:
        by_key = {row.key: row for row in ROWS}
        self.assertEqual(len(by_key), len(ROWS))
        for row in ROWS:
            self.assertEqual(by_key[row.baseline].start == FULL, row.start == FULL)

    def test_the_table_tells_paired_differences_of_the_rows_that_are_there(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            out = Path(name)
            self.assertEqual(len(table(out).splitlines()), 2)
            for key, right in ((POSITIVES, [True, False] * 20), ("no-context", [True, False, False, False] * 10)):
                (out / key).mkdir()
                write_outcomes(out / key / "ncbi.jsonl", outcomes_of(right))
            main, other = [line.split(" | ") for line in table(out).splitlines()[2:]]
            self.assertIn("50.0 [", main[1])
            self.assertEqual(main[2], "-")
            self.assertIn("25.0 [", other[1])
            self.assertIn("-25.0 [", other[2])
            write_outcomes(out / POSITIVES / "ncbi.jsonl", [replace(o, start=9) for o in outcomes_of([True] * 40)])
            with self.assertRaisesRegex(ValueError, "same mentions"):
                table(out)


if __name__ == "__main__":
    unittest.main()
