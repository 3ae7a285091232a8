"""python -m unittest seraph_training.test_preference"""

from __future__ import annotations

import unittest

from .preference import ranked_pairs


class RankedPairsTest(unittest.TestCase):
    def test_by_hand(self) -> None:
        cases = {
            "": [],
            "..": [],
            "R": [],
            "RR": [],
            "R.": [(0, 1)],
            "R..": [(0, 1)],
            ".R": [(1, 0)],
            "..R": [(2, 0), (2, 1)],
            ".R.R": [(1, 0), (3, 0), (3, 2)],
            "R.R": [(0, 1), (2, 1)],
            "RR..": [(0, 2)],
        }
        for ranks, expected in cases.items():
            with self.subTest(ranks):
                self.assertEqual(ranked_pairs([mark == "R" for mark in ranks]), expected)

    def test_a_chosen_name_is_always_right_and_a_rejected_one_always_wrong(self) -> None:
        for number in range(32):
            right = [bool(number >> place & 1) for place in range(5)]
            pairs = ranked_pairs(right)
            self.assertTrue(all(right[chosen] and not right[rejected] for chosen, rejected in pairs))
            self.assertEqual(len(pairs), len(set(pairs)))
            self.assertEqual(bool(pairs), 0 < sum(right) < 5 and (right[0] or any(right)))


if __name__ == "__main__":
    unittest.main()
