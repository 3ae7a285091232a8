"""python -m unittest seraph_training.test_checkpoint"""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path
from unittest import mock

import torch

from .checkpoint import OtherArguments, load_checkpoint, save_checkpoint

ARGUMENTS = {"stage": "kb", "examples": 10, "batch": 2, "rate": 5e-4, "seed": 1}


class CheckpointTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "checkpoint.pt"

    def test_gives_back_what_was_saved_and_leaves_nothing_beside_it(self) -> None:
        self.assertIsNone(load_checkpoint(self.file, ARGUMENTS))
        save_checkpoint(self.file, ARGUMENTS, {"step": 3, "weights": torch.arange(4)})
        saved = load_checkpoint(self.file, dict(ARGUMENTS))
        self.assertEqual((saved["step"], saved["weights"].tolist()), (3, [0, 1, 2, 3]))
        self.assertEqual(list(self.file.parent.iterdir()), [self.file])

    def test_a_run_that_dies_while_it_writes_leaves_the_checkpoint_before(self) -> None:
        save_checkpoint(self.file, ARGUMENTS, {"step": 3})

        def die(_: object, stream) -> None:
            stream.write(b"half")
            raise KeyboardInterrupt

        with mock.patch("torch.save", die), self.assertRaises(KeyboardInterrupt):
            save_checkpoint(self.file, ARGUMENTS, {"step": 4})
        self.assertEqual(load_checkpoint(self.file, ARGUMENTS)["step"], 3)

    def test_refuses_a_run_with_other_arguments_and_names_them(self) -> None:
        save_checkpoint(self.file, ARGUMENTS, {"step": 3})
        others = {"stage": "mentions", "examples": 11, "batch": 20, "rate": 3e-4, "seed": 2}
        for name, value in others.items():
            with self.assertRaisesRegex(OtherArguments, f"{name} {ARGUMENTS[name]} .now {value}"):
                load_checkpoint(self.file, {**ARGUMENTS, name: value})
        self.assertEqual(load_checkpoint(self.file, ARGUMENTS)["step"], 3)

    def test_refuses_a_checkpoint_that_says_no_arguments(self) -> None:
        torch.save({"step": 3}, self.file)
        with self.assertRaisesRegex(OtherArguments, "seed not recorded"):
            load_checkpoint(self.file, ARGUMENTS)


if __name__ == "__main__":
    unittest.main()
