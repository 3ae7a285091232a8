"""python -m unittest seraph_training.preference_training.test_command

training/dpo.py as it is run, on one process and on two.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from accelerate import Accelerator
from peft import PeftModel
from safetensors import safe_open
from safetensors.torch import load_file
from transformers import BartForConditionalGeneration

from ..run_log import read_log
from .adapter import trained_parameters, with_adapter
from .base_model import open_base
from .command import arguments, data_of, main
from .pairs_file import read_pairs
from .settings import Settings
from .tiny_case import TINY_MODEL, TRAINING, invented_rows, launched, write_manifest, write_rows
from .training import PreferenceTraining
from .training_set import training_set

SAME_STEP = 1e-6
"""Largest difference between a gradient of one process and of two: they add up f32 numbers in another order."""


class CommandCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        rows = invented_rows(24)
        cls.pairs = [write_rows(cls.folder / f"pairs-{part}.jsonl", rows[part::2]) for part in range(2)]
        cls.manifest = write_manifest(cls.folder / "manifest.json")
        cls.names = cls.folder / "replay.tsv"
        cls.names.write_text("renal failure\tkidney failure\r\nanosmia\tloss of smell\n\nheart attack\tinfarction\n")

    def words(self, out: str, *more: str) -> list[str]:
        files = [str(file) for file in self.pairs]
        told = {"--base": TINY_MODEL, "--manifest": self.manifest, "--out": self.folder / out}
        given = [word for name, value in told.items() for word in (name, str(value))]
        return ["--pairs", *files, *given, "--cpu", "--rate", "5e-3", "--epochs", "3", *more]


class TwoProcessesTest(CommandCase):
    def test_trains_an_adapter_that_peft_loads_and_that_changes_the_logits(self) -> None:
        run = launched(2, ["dpo.py", *self.words("two", "--replay-names", str(self.names))])
        self.assertEqual(run.returncode, 0, run.stderr)
        summary = json.loads(run.stdout.splitlines()[-1])
        self.assertEqual((summary["processes"], summary["process_difference"]), (2, 0.0))
        self.assertEqual((summary["pairs"], summary["held_out_pairs"], summary["replay_names"]), (20, 4, 3))
        self.assertLess(summary["last_loss"], 0.9 * summary["first_loss"])
        self.assertLess(summary["held_out"]["after"]["loss"], summary["held_out"]["before"]["loss"])
        log = read_log(self.folder / "two" / "log.jsonl")
        self.assertEqual([row["step"] for row in log if "loss" in row], list(range(1, 10)))
        self.assertAlmostEqual(log[1]["preference"], 0.693147, places=5)

        folder = self.folder / "two" / "adapter"
        self.assertEqual({file.name for file in folder.iterdir()}, set(FILES))
        self.check_notes(folder)
        base = BartForConditionalGeneration.from_pretrained(TINY_MODEL).eval()
        words = {
            "input_ids": torch.tensor([[2, 9, 4, 30, 31, 5, 12, 3]]),
            "decoder_input_ids": torch.tensor([[2, 30, 31]]),
        }
        with torch.no_grad():
            before = base(**words).logits
            adapted = PeftModel.from_pretrained(base, folder).eval()
            after = adapted(**words).logits
            with adapted.disable_adapter():
                self.assertTrue(torch.equal(adapted(**words).logits, before))
        self.assertGreater((after - before).abs().max().item(), 1e-2)

    def check_notes(self, folder: Path) -> None:
        base = open_base(TINY_MODEL, self.manifest)
        with safe_open(folder / "adapter_model.safetensors", "pt") as file:
            notes = {
                "format": "pt",
                "seraph_base": base.hash,
                "seraph_rank": "8",
                "seraph_alpha": "16",
                "seraph_targets": "self-attention,cross-attention,first-feed-forward",
            }
            self.assertEqual(file.metadata(), notes)
            self.assertEqual(len(file.keys()), 2 * 2 * 9)
        config = json.loads((folder / "adapter_config.json").read_text())
        self.assertEqual((config["peft_type"], config["r"], config["lora_alpha"]), ("LORA", 8, 16))
        self.assertEqual(config["base_model_name_or_path"], "tiny")

    def test_takes_the_first_step_of_one_process(self) -> None:
        out = self.folder / "gradients.pt"
        module = "seraph_training.preference_training.test_command"
        run = launched(2, ["-m", module, "gradients", str(out), str(self.manifest), *map(str, self.pairs)])
        self.assertEqual(run.returncode, 0, run.stderr)
        of_two = torch.load(out, weights_only=True)
        of_one, figures = first_gradients(self.manifest, self.pairs)
        self.assertAlmostEqual(of_two["figures"]["loss"], figures["loss"], places=5)
        # Seven pairs on two processes: one has more than the other, and a mean of two means would be another number.
        self.assertGreater(max(gradient.abs().max().item() for gradient in of_one.values()), 1e-2)
        for name, gradient in of_one.items():
            self.assertLess((of_two["gradients"][name] - gradient).abs().max().item(), SAME_STEP, name)


FILES = ("adapter_config.json", "adapter_model.safetensors", "README.md")


def first_gradients(manifest: Path, pairs: list[Path]) -> tuple[dict[str, torch.Tensor], dict[str, float]]:
    settings = Settings(micro_batch=2)
    base = open_base(TINY_MODEL, manifest)
    data = data_of(training_set(read_pairs(pairs), 0.2, 1, "dpo"), base, settings, None, 64)
    data = replace(data, training=data.training[:7])
    accelerator = Accelerator(cpu=True)
    made = PreferenceTraining(with_adapter(base, settings), data, settings, accelerator, manifest.parent, {})
    figures = made.gradients(0)
    return {name: parameter.grad for name, parameter in trained_parameters(made.model).items()}, figures


class OneProcessTest(CommandCase):
    def setUp(self) -> None:
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        self.addCleanup(torch.set_num_threads, threads)

    def run_main(self, out: str, *more: str) -> tuple[int, str, str]:
        printed, told = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(told):
            status = main(self.words(out, *more))
        return status, printed.getvalue(), told.getvalue()

    def refusal(self, *more: str) -> str:
        status, printed, told = self.run_main("refused", *more)
        self.assertEqual(status, 1)
        self.assertNotIn('"adapter"', printed)
        self.assertFalse((self.folder / "refused" / "adapter").exists())
        return told

    def test_the_same_command_gives_the_same_files(self) -> None:
        contents = []
        for out in ("first", "second"):
            status, _, _ = self.run_main(out, "--epochs", "1")
            self.assertEqual(status, 0)
            contents.append([(self.folder / out / "adapter" / name).read_bytes() for name in FILES])
        self.assertEqual(*contents)

    def test_goes_on_where_it_ended(self) -> None:
        self.run_main("again", "--epochs", "1")
        _, printed, _ = self.run_main("again", "--epochs", "1")
        self.assertIn("goes on at step 3", printed)
        self.assertIn("belongs to a run with other arguments", self.run_main("again", "--epochs", "2")[2])

    def test_writes_the_tensors_that_it_trained(self) -> None:
        _, printed, _ = self.run_main("tensors", "--epochs", "1", "--held-out", "0", "--targets", "second-feed-forward")
        summary = json.loads(printed.splitlines()[-1])
        self.assertEqual(summary["held_out"], None)
        tensors = load_file(self.folder / "tensors" / "adapter" / "adapter_model.safetensors")
        shapes = {name.split(".", 3)[3]: tuple(value.shape) for name, value in tensors.items()}
        layers = (f"decoder.layers.{layer}.fc2" for layer in range(2))
        expected = {
            f"{layer}.lora_{half}.weight": shape for layer in layers for half, shape in (("A", (8, 64)), ("B", (32, 8)))
        }
        self.assertEqual(shapes, expected)
        self.assertTrue(all(value.abs().max() > 0 for value in tensors.values()))

    def test_says_that_pairs_are_of_another_model(self) -> None:
        rows = invented_rows(10)
        base = open_base(TINY_MODEL, self.manifest)
        hashes = [None, base.hash, "ab" * 32]
        file = write_rows(
            self.folder / "others.jsonl", [{**row, "model_hash": hashes[place % 3]} for place, row in enumerate(rows)]
        )
        status, _, told = self.run_main("others", "--epochs", "1", "--pairs", str(file))
        self.assertEqual(status, 0)
        self.assertIn("3 of 10 pairs were decided with another model", told)

    def test_refuses_what_it_cannot_train_with(self) -> None:
        empty = self.folder / "empty.jsonl"
        empty.write_text("")
        self.assertIn("There are no pairs", self.refusal("--pairs", str(empty)))
        damaged = self.folder / "damaged.jsonl"
        damaged.write_text(self.pairs[0].read_text() + '{"chosen": " x"}\n')
        self.assertIn("damaged.jsonl:13 is no preference pair", self.refusal("--pairs", str(damaged)))
        self.assertIn("rank must be", self.refusal("--rank", "65"))
        self.assertIn("is no trained model", self.refusal("--base", str(self.folder)))
        self.assertIn("cannot be read", self.refusal("--manifest", str(self.folder / "none.json")))
        self.assertIn("is no manifest", self.refusal("--manifest", str(damaged)))
        layout = {**json.loads(self.manifest.read_text())["layout"], "lowerCase": False}
        other = write_manifest(self.folder / "other.json", layout=layout)
        self.assertIn("lowerCase is False there and True here", self.refusal("--manifest", str(other)))
        torn = self.folder / "torn.tsv"
        torn.write_text("one\ttwo\nthree\n")
        self.assertIn("torn.tsv:2 is no synonym and name", self.refusal("--replay-names", str(torn)))

    def test_refuses_where_every_name_is_too_long_for_the_model(self) -> None:
        rows = [{**row, "chosen": " long" * 80} for row in invented_rows(4)]
        file = write_rows(self.folder / "long.jsonl", rows)
        self.assertIn("None of the pairs can be trained on", self.refusal("--pairs", str(file)))

    def test_has_the_apps_settings_and_their_defaults(self) -> None:
        args = arguments(["--pairs", "a", "--base", "b", "--manifest", "c", "--out", "d"])
        told: dict[str, Any] = {name: getattr(args, name) for name in ("loss", "rank", "alpha", "warm_up", "held_out")}
        self.assertEqual(told, {"loss": "dpo", "rank": 8, "alpha": 16, "warm_up": 0.1, "held_out": 0.2})
        source = (TRAINING.parent / "src" / "core" / "training" / "settings.ts").read_text()
        for name in ("rank", "alpha", "beta", "supervised", "replay", "clip", "batch", "epochs", "patience", "seed"):
            self.assertIn(f"  {name}: {getattr(Settings(), name):g},", source)


if __name__ == "__main__":
    if sys.argv[1:2] == ["gradients"]:
        found, told = first_gradients(Path(sys.argv[3]), [Path(word) for word in sys.argv[4:]])
        if os.environ["RANK"] == "0":
            torch.save({"gradients": found, "figures": told}, sys.argv[2])
    else:
        unittest.main()
