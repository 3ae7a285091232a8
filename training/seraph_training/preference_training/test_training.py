"""python -m unittest seraph_training.preference_training.test_training"""

from __future__ import annotations

import contextlib
import io
import json
import math
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import torch
from accelerate import Accelerator
from safetensors.torch import load_file

from ..checkpoint import OtherArguments
from ..layout import load_layout
from ..material import load_tokenizer
from ..run_log import read_log
from . import training
from .adapter import set_weights, trained_parameters, weights_of, with_adapter
from .base_model import BaseModel
from .examples import Batch, Example, batch_at, examples_of
from .model_input import InputMaker
from .pairs_file import read_pairs
from .settings import Settings
from .tiny_case import TINY_MODEL, invented_rows, write_rows
from .training import NotANumber, PreferenceTraining, TrainingData
from .training_set import training_set

GOLDEN = TINY_MODEL.parent / "preference" / "tiny-plain"
PLAIN = BaseModel(TINY_MODEL.parent / "tiny-plain", None, None, "0" * 64, "tiny-plain")
TINY = BaseModel(TINY_MODEL, load_layout(TINY_MODEL), load_tokenizer(TINY_MODEL), "0" * 64, "tiny")


def setUpModule() -> None:
    # Tensors this small are slower on several threads, and far slower on a busy machine.
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    unittest.addModuleCleanup(torch.set_num_threads, threads)


class TrainingCase(unittest.TestCase):
    def setUp(self) -> None:
        self.out = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(contextlib.redirect_stdout(io.StringIO()))

    def training_of(self, base: BaseModel, data: TrainingData, settings: Settings) -> PreferenceTraining:
        model = with_adapter(base, settings)
        return PreferenceTraining(model, data, settings, Accelerator(cpu=True), self.out, {"rate": settings.rate})


class GoldenTest(TrainingCase):
    """The step of `training/golden/make_preference.py`, there in f64 and name by name, here batched and in f32."""

    def setUp(self) -> None:
        super().setUp()
        self.golden = json.loads((GOLDEN / "golden.json").read_text())
        self.tensors = load_file(GOLDEN / "golden.safetensors")

    def made(self, case: dict[str, Any], **changed: Any) -> PreferenceTraining:
        settings = Settings(
            rank=self.golden["adapter"]["rank"],
            alpha=self.golden["adapter"]["alpha"],
            **{name: case[name] for name in ("loss", "beta", "supervised", "replay")},
            **changed,
        )
        examples = [Example(**row) for row in self.golden["examples"]]
        data = TrainingData(examples, [], [Example(**row, rejected=None) for row in self.golden["replay"]])
        whole = Batch(list(range(8)), list(range(3)) if settings.replay else [])
        self.enterContext(mock.patch.object(training, "batch_at", lambda *_: whole))
        return self.training_of(PLAIN, data, settings)

    def start(self, made: PreferenceTraining, state: str) -> None:
        weights = {}
        for name in trained_parameters(made.model):
            value = self.tensors[f"start.{peft_name(name)}"]
            weights[name] = value if state == "random" or "lora_A" in name else torch.zeros_like(value)
        set_weights(made.model, weights)

    def test_losses_and_gradients_of_the_first_step(self) -> None:
        for place, case in enumerate(self.golden["cases"]):
            # At once, and in passes whose gradients add up.
            size = (11, 3)[place % 2]
            with self.subTest(case["name"], size=size):
                made = self.made(case, micro_batch=size)
                self.start(made, case["start"])
                figures = made.gradients(0)
                self.assertAlmostEqual(figures["loss"] / case["total"], 1, delta=1e-6)
                parameters = trained_parameters(made.model)
                self.assertEqual(len(parameters), 36)
                for name, parameter in parameters.items():
                    expected = self.tensors[f"gradients.{case['name']}.{peft_name(name)}"]
                    self.assertLess((parameter.grad - expected).abs().max().item(), 1e-5 * max(1, case["norm"]))

    def test_fifty_steps(self) -> None:
        (path,) = (row for row in self.golden["trajectories"] if row["name"] == "dpo")
        made = self.made(path, rate=path["rate"], epochs=50, patience=0, held_out=0.0)
        self.start(made, "zero")
        for done in (1, 10, 50):
            made.run(checkpoint_minutes=1e9, stop_at=done)
            for name, value in weights_of(made.model).items():
                expected = self.tensors[f"weights.dpo.{done}.{peft_name(name)}"]
                difference = (value - expected).norm() / expected.norm()
                self.assertLess(difference.item(), 1e-3, f"{name} after {done} steps")
        losses = {row["step"]: row["loss"] for row in read_log(self.out / "log.jsonl") if "loss" in row}
        for step, loss in losses.items():
            self.assertAlmostEqual(loss / path["losses"][step - 1], 1, delta=1e-4)
        self.assertEqual(len(losses), 50)


def peft_name(name: str) -> str:
    return f"base_model.model.{name.removeprefix('base_model.model.')}".replace(".default.", ".")


class RunTest(TrainingCase):
    def data(self, held_out: float = 0.3, loss: str = "dpo") -> TrainingData:
        rows = read_pairs([write_rows(self.out / "pairs.jsonl", invented_rows(24))])
        pairs, maker = training_set(rows, held_out, 1, loss), InputMaker(TINY.tokenizer, TINY.layout)
        parts = [examples_of(maker, part, 64, True) for part in (pairs.training, pairs.held_out)]
        return TrainingData(*parts, replay=[])

    def log(self) -> list[dict[str, Any]]:
        return read_log(self.out / "log.jsonl")

    def test_begins_at_ln_2_and_the_loss_falls(self) -> None:
        made = self.training_of(TINY, self.data(), Settings(rate=5e-3, epochs=3, supervised=0.0))
        outcome = made.run(checkpoint_minutes=10)
        self.assertAlmostEqual(outcome.first_loss, math.log(2), places=5)
        self.assertAlmostEqual(outcome.held_out["before"]["loss"], math.log(2), places=5)
        self.assertLess(outcome.last_loss, 0.6)
        self.assertLess(outcome.held_out["after"]["loss"], 0.65)
        self.assertEqual(outcome.ending, "finished")

    def test_goes_on_as_if_it_had_not_been_interrupted(self) -> None:
        settings = Settings(rate=5e-3, epochs=3, loss="ipo")
        whole = self.training_of(TINY, self.data(), settings)
        expected = whole.run(checkpoint_minutes=10)
        whole.checkpoint.unlink()
        self.assertIsNone(self.training_of(TINY, self.data(), settings).run(checkpoint_minutes=10, stop_at=4))
        resumed = self.training_of(TINY, self.data(), settings)
        # Held-out losses are recomputed from the same weights, so the outcomes are the same numbers.
        self.assertEqual(resumed.run(checkpoint_minutes=10), expected)
        for name, value in weights_of(whole.model).items():
            self.assertTrue(torch.equal(value, weights_of(resumed.model)[name]), name)

    def test_refuses_the_checkpoint_of_another_run(self) -> None:
        self.training_of(TINY, self.data(), Settings()).run(checkpoint_minutes=10, stop_at=1)
        with self.assertRaises(OtherArguments):
            self.training_of(TINY, self.data(), Settings(rate=1e-3)).run(checkpoint_minutes=10)

    def test_stops_early_and_keeps_the_best_weights(self) -> None:
        made = self.training_of(
            TINY,
            self.data(),
            Settings(rate=5e-2, epochs=20, micro_batch=8, patience=2, supervised=0.0, loss="ipo"),
        )
        outcome = made.run(checkpoint_minutes=10)
        self.assertEqual(outcome.ending, "early-stop")
        looks = {row["step"]: row["held_out"]["loss"] for row in self.log() if "held_out" in row}
        self.assertEqual(outcome.best_step, min(looks, key=looks.get))
        self.assertEqual([step for step in looks if step > outcome.best_step], list(looks)[-2:])
        self.assertEqual(outcome.held_out["after"]["loss"], looks[outcome.best_step])
        # The model is left with the weights that gave it.
        made.state.after = None
        made._look(None)
        self.assertEqual(made.state.after["loss"], looks[outcome.best_step])

    def test_stops_at_a_loss_that_is_no_number_and_keeps_the_weights_before(self) -> None:
        made = self.training_of(TINY, self.data(held_out=0.0), Settings(rate=5e-3, epochs=3))
        weights: list[dict[str, torch.Tensor]] = []
        real = made.gradients

        def broken(step: int) -> dict[str, float]:
            weights.append(weights_of(made.model))
            figures = real(step)
            return {**figures, "loss": math.nan} if step == 5 else figures

        with mock.patch.object(made, "gradients", broken):
            outcome = made.run(checkpoint_minutes=10)
        self.assertEqual((outcome.ending, outcome.steps), ("not-a-number", 5))
        # Those of step 5 gave no number, so those before it are kept.
        for name, value in weights_of(made.model).items():
            self.assertTrue(torch.equal(value, weights[4][name]), name)

    def test_keeps_the_weights_where_a_gradient_is_no_number(self) -> None:
        made = self.training_of(TINY, self.data(held_out=0.0), Settings(rate=5e-3, epochs=3))
        real = made.gradients

        def broken(step: int) -> dict[str, float]:
            figures = real(step)
            if step == 3:
                made.parameters[0].grad[0, 0] = math.inf
            return figures

        with mock.patch.object(made, "gradients", broken):
            self.assertEqual(made.run(checkpoint_minutes=10).ending, "not-a-number")
        self.assertTrue(all(value.isfinite().all() for value in weights_of(made.model).values()))

    def test_refuses_where_the_first_loss_is_no_number(self) -> None:
        made = self.training_of(TINY, self.data(held_out=0.0), Settings())
        with torch.no_grad():
            made.model.get_base_model().model.shared.weight.fill_(math.nan)
        with self.assertRaisesRegex(NotANumber, "No step was taken"):
            made.run(checkpoint_minutes=10)

    def test_trains_on_chosen_names_alone(self) -> None:
        data = self.data(loss="positive")
        alone = [replace(example, rejected=None) for example in data.training]
        made = self.training_of(TINY, replace(data, training=alone), Settings(loss="positive", rate=5e-3, epochs=3))
        outcome = made.run(checkpoint_minutes=10)
        self.assertLess(outcome.last_loss, 0.9 * outcome.first_loss)
        self.assertNotIn("margin", next(row for row in self.log() if row["step"] == 1))

    def test_two_runs_are_the_same(self) -> None:
        runs = []
        for _ in range(2):
            made = self.training_of(TINY, self.data(), Settings(rate=1e-3, epochs=1))
            made.run(checkpoint_minutes=10)
            made.checkpoint.unlink()
            runs.append(weights_of(made.model))
        for name in runs[0]:
            self.assertTrue(torch.equal(runs[0][name], runs[1][name]), name)


class BatchesTest(unittest.TestCase):
    def test_every_example_comes_once_an_epoch_and_the_replay_goes_round(self) -> None:
        batches = [batch_at(step, 19, 7, 8, 3) for step in range(6)]
        for epoch in (batches[:3], batches[3:]):
            self.assertEqual(sorted(place for batch in epoch for place in batch.examples), list(range(19)))
            self.assertLessEqual(max(len(batch.examples) for batch in epoch), 8)
        self.assertNotEqual(batches[0], batches[3])
        replayed = [place for batch in batches for place in batch.replay]
        self.assertEqual(len(replayed), 24)
        for first in (0, 7, 14):
            self.assertEqual(sorted(replayed[first : first + 7]), list(range(7)))
        self.assertEqual(batch_at(0, 3, 0, 8, 1).replay, [])


if __name__ == "__main__":
    unittest.main()
