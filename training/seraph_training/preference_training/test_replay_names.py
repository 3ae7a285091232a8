"""python -m unittest seraph_training.preference_training.test_replay_names"""

from __future__ import annotations

import unittest

from ..vocabularies import Concept
from .replay_names import replay_names

CONCEPTS = [
    Concept("A", ("renal failure", "failure, renal", "kidney insufficiency", "cold")),
    Concept("B", ("common cold", "cold")),
    Concept("C", ("migraine",)),
    Concept("D", ("tremor", "tremors", "shaking", "x" * 101)),
]


class ReplayNamesTest(unittest.TestCase):
    def test_writes_another_name_of_the_same_concept_the_one_most_like_it(self) -> None:
        drawn = [pair for seed in range(30) for pair in replay_names(CONCEPTS, 9, seed)]
        by_mention = dict(drawn)
        self.assertEqual(
            set(by_mention), {"renal failure", "failure, renal", "kidney insufficiency", *CONCEPTS[3].names[:3]}
        )
        self.assertEqual(by_mention["tremor"], "tremors")
        self.assertEqual(by_mention["renal failure"], "failure, renal")

    def test_takes_a_concept_once_and_no_more_than_asked_for(self) -> None:
        self.assertEqual(len(replay_names(CONCEPTS, 9, 1)), 2)
        self.assertEqual(len(replay_names(CONCEPTS, 1, 1)), 1)
        self.assertEqual(replay_names(CONCEPTS, 9, 1), replay_names(CONCEPTS, 9, 1))


if __name__ == "__main__":
    unittest.main()
