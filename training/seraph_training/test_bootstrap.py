"""python -m unittest seraph_training.test_bootstrap"""

from __future__ import annotations

import random
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

from .bootstrap import accuracy, difference
from .layout import BERT_LAYOUT
from .outcomes import METRICS, Outcome, read_outcomes, write_outcomes

NAME = METRICS["name"]


def outcomes_of(rng: random.Random, documents: int, per_document: int, share: float) -> list[Outcome]:
    """Independent answers, each right with probability `share`."""
    return [
        Outcome(f"d{document}", start, start + 3, "Disease", False, 1 if rng.random() < share else None, 1, "c")
        for document in range(documents)
        for start in range(per_document)
    ]


class BootstrapTest(unittest.TestCase):
    def test_interval_of_independent_answers_has_the_width_of_the_normal_approximation(self) -> None:
        outcomes = outcomes_of(random.Random(1), 400, 1, 0.8)
        interval = accuracy(outcomes, NAME)
        share = sum(map(NAME, outcomes)) / 400
        self.assertAlmostEqual(interval.value, 100 * share)
        half = 100 * 1.96 * (share * (1 - share) / 400) ** 0.5
        self.assertAlmostEqual(interval.high - interval.low, 2 * half, delta=0.15 * half)
        self.assertEqual(interval, accuracy(outcomes, NAME))

    def test_answers_that_are_right_or_wrong_by_document_widen_it(self) -> None:
        rng = random.Random(2)
        by_document = {f"d{d}": 1 if rng.random() < 0.7 else None for d in range(60)}
        outcomes = [replace(o, name_rank=by_document[o.document]) for o in outcomes_of(rng, 60, 12, 0.5)]
        shuffled = [replace(o, document=f"d{i}") for i, o in enumerate(outcomes)]
        clustered, independent = accuracy(outcomes, NAME), accuracy(shuffled, NAME)
        self.assertGreater(clustered.high - clustered.low, 2 * (independent.high - independent.low))

    def test_a_paired_difference_is_narrower_than_its_parts_and_needs_the_same_mentions(self) -> None:
        ours = outcomes_of(random.Random(3), 100, 4, 0.7)
        theirs = [replace(o, name_rank=None) if i % 40 == 0 else o for i, o in enumerate(reversed(ours))]
        gain = difference(ours, theirs, NAME)
        lost = sum(NAME(o) for i, o in enumerate(reversed(ours)) if i % 40 == 0)
        self.assertAlmostEqual(gain.value, 100 * lost / 400)
        alone = accuracy(ours, NAME)
        self.assertLess(gain.high - gain.low, alone.high - alone.low)
        self.assertEqual(difference(ours, ours, NAME).signed(), "+0.0 [+0.0, +0.0]")
        with self.assertRaisesRegex(ValueError, "same mentions"):
            difference(ours, theirs[:-1], NAME)

    def test_outcomes_come_back_from_their_file(self) -> None:
        outcomes = outcomes_of(random.Random(4), 3, 2, 0.5)
        with tempfile.TemporaryDirectory() as folder:
            write_outcomes(Path(folder) / "x.jsonl", outcomes)
            self.assertEqual(read_outcomes(Path(folder) / "x.jsonl"), outcomes)


class LayoutTest(unittest.TestCase):
    def test_a_template_without_the_mention_leaves_the_decoder_start(self) -> None:
        layout = replace(BERT_LAYOUT, prefix_template="")
        self.assertEqual(layout.prefix([7, 8], lambda text: [9] if text else []), [layout.decoder_start])
        self.assertEqual(BERT_LAYOUT.prefix([7, 8], lambda text: [9] if text else []), [101, 7, 8, 9])


if __name__ == "__main__":
    unittest.main()
