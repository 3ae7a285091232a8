"""python -m unittest seraph_training.preference_training.test_training_set"""

from __future__ import annotations

import unittest
from dataclasses import replace

from .pairs_file import PairRow
from .settings import BadSettings, Settings, rate_at
from .training_set import held_out_places, text_hash, training_set, weights_of

ROW = PairRow(
    mention="sore throat",
    long_form=None,
    context_before="Signs of ",
    context_after=".",
    chosen="pharyngitis",
    rejected="laryngitis",
    chosen_id="X:1",
    document_id="doc-1",
    time=100.0,
    model_hash=None,
    part=None,
    source=("a.jsonl", "one"),
)


def used(rows: list[PairRow], loss: str = "dpo") -> list[tuple[str, str]]:
    return [(pair.row.chosen, pair.row.rejected) for pair in training_set(rows, 0.0, 1, loss).training]


class TrainingSetTest(unittest.TestCase):
    def test_counts_an_example_once_whoever_says_it(self) -> None:
        other = replace(ROW, source=("b.jsonl", "two"), document_id="doc-2", time=5.0)
        elsewhere = replace(ROW, context_before="No ")
        made = training_set([ROW, other, elsewhere], 0.0, 1, "dpo")
        self.assertEqual([pair.row for pair in made.training], [ROW, elsewhere])
        self.assertEqual((made.repeated, made.contradicted), (1, 0))

    def test_leaves_out_what_the_app_excludes(self) -> None:
        excluded = replace(ROW, part="excluded", context_before="No ")
        # What is left out contradicts nothing, either.
        against = replace(ROW, part="excluded", chosen="laryngitis", rejected="pharyngitis", time=200.0)
        made = training_set([ROW, excluded, against], 0.0, 1, "dpo")
        self.assertEqual([pair.row for pair in made.training], [ROW])
        self.assertEqual((made.excluded, made.contradicted), (2, 0))

    def test_of_two_names_put_both_ways_in_the_same_words_the_newer_order_stands(self) -> None:
        newer = replace(
            ROW, chosen="laryngitis", rejected="pharyngitis", chosen_id="X:2", document_id="doc-9", time=200.0
        )
        for rows in ([ROW, newer], [newer, ROW]):
            self.assertEqual(used(rows), [("laryngitis", "pharyngitis")])
        self.assertEqual(used([ROW, replace(newer, time=50.0)]), [("pharyngitis", "laryngitis")])
        self.assertEqual(len(used([ROW, replace(newer, context_after="!")])), 2)

    def test_of_two_curators_who_disagree_on_a_mention_the_later_stands(self) -> None:
        later = replace(ROW, chosen="tonsillitis", chosen_id="X:3", source=("b.jsonl", "two"), time=200.0)
        made = training_set([ROW, later], 0.0, 1, "dpo")
        self.assertEqual([pair.row.chosen for pair in made.training], ["tonsillitis"])
        self.assertEqual(made.contradicted, 1)
        by_another_name = replace(later, chosen="throat inflammation", chosen_id="X:1")
        self.assertEqual(len(used([ROW, by_another_name])), 2)
        in_another_document = replace(later, document_id="doc-2")
        self.assertEqual(len(used([ROW, in_another_document])), 2)
        by_the_same_curator = replace(later, source=ROW.source)
        self.assertEqual(len(used([ROW, by_the_same_curator])), 2)

    def test_weighs_by_the_root_of_how_often_a_concept_is_chosen(self) -> None:
        weights = weights_of(["a", "a", "a", "a", "b"])
        self.assertAlmostEqual(sum(weights), 5)
        self.assertAlmostEqual(weights[4] / weights[0], 2)
        self.assertEqual(weights_of(["a", "b"]), [1, 1])

    def test_takes_a_chosen_name_once_for_the_supervised_loss(self) -> None:
        rows = [ROW, replace(ROW, rejected="croup"), replace(ROW, mention="throat pain")]
        self.assertEqual(len(used(rows)), 3)
        self.assertEqual(used(rows, "positive"), [("pharyngitis", "laryngitis")] * 2)


class HeldOutTest(unittest.TestCase):
    def rows(self, count: int) -> list[PairRow]:
        return [replace(ROW, document_id=f"doc-{number // 2}", context_before=f"{number} ") for number in range(count)]

    def test_no_document_is_on_both_sides_and_the_share_holds(self) -> None:
        made = training_set(self.rows(800), 0.2, 7, "dpo")
        sides = [{pair.row.document_id for pair in part} for part in (made.training, made.held_out)]
        self.assertEqual(sides[0] & sides[1], set())
        self.assertEqual(len(sides[0]) + len(sides[1]), 400)
        self.assertAlmostEqual(len(sides[1]) / 400, 0.2, delta=0.06)
        self.assertEqual({pair.weight for pair in made.held_out}, {1.0})

    def test_a_document_stays_on_its_side_when_others_come(self) -> None:
        few, many = (held_out_places(self.rows(count), 0.3, 2) for count in (100, 600))
        self.assertEqual(few, {place for place in many if int(place.removeprefix("doc-")) < 50})
        self.assertNotEqual(few, held_out_places(self.rows(100), 0.3, 3))

    def test_what_a_tab_holds_out_is_held_out_and_what_all_train_on_is_not(self) -> None:
        rows = self.rows(80)
        parts = {0: "held-out", 7: "held-out", 8: "training", 9: "training"}
        told = [replace(row, part=parts.get(number // 2)) for number, row in enumerate(rows)]
        free = held_out_places(rows, 0.5, 2) - {f"doc-{number}" for number in parts}
        self.assertEqual(held_out_places(told, 0.5, 2), free | {"doc-0", "doc-7"})
        # One tab trains on a document that another holds out.
        self.assertIn("doc-8", held_out_places([*told, replace(told[16], part="held-out")], 0.5, 2))
        self.assertEqual(held_out_places(told, 0.0, 2), set())

    def test_of_five_documents_at_least_one_and_never_all(self) -> None:
        for seed in range(20):
            self.assertGreaterEqual(len(held_out_places(self.rows(10), 0.01, seed)), 1)
            self.assertLess(len(held_out_places(self.rows(4), 0.9, seed)), 2)
            self.assertEqual(held_out_places(self.rows(2), 0.9, seed), set())
        self.assertEqual(held_out_places(self.rows(100), 0.0, 1), set())

    def test_hashes_as_the_app_does(self) -> None:
        # Numbers of the app's own textHash.
        told = {"": 2872998923, "a": 444641715, "1 doc-7": 4029192065, "naïve 𝛃": 1599934449}
        self.assertEqual({text: text_hash(text) for text in told}, told)


class SettingsTest(unittest.TestCase):
    def test_names_all_that_is_wrong(self) -> None:
        with self.assertRaises(BadSettings) as caught:
            Settings(loss="kto", rank=0, warm_up=2, targets=("encoder",))
        for name in ("loss", "rank", "warm-up", "targets"):
            self.assertIn(f"{name} must be", str(caught.exception))
        self.assertNotIn("beta", str(caught.exception))

    def test_the_rate_rises_to_its_peak_and_falls_to_nothing(self) -> None:
        settings = Settings(rate=0.1, warm_up=0.25, decay_power=2)
        rates = [rate_at(settings, step, 10) for step in range(10)]
        # Three steps up; then the squares of 7/7, 6/7 and so on.
        for got, expected in zip(rates, [1 / 3, 2 / 3, 1, *((left / 7) ** 2 for left in range(7, 0, -1))], strict=True):
            self.assertAlmostEqual(got, 0.1 * expected)
        self.assertEqual(rate_at(replace(settings, warm_up=0), 0, 10), 0.1)


if __name__ == "__main__":
    unittest.main()
