"""python -m unittest seraph_training.test_model_card"""

from __future__ import annotations

import json
import random
import tempfile
import unittest
from pathlib import Path

from .model_card import FOLDER, CardRefused, card

MANIFEST = {
    "title": "A small model",
    "licence": "Some-Licence",
    "ancestry": "made from nothing",
    "config": {"encoderLayers": 7, "decoderLayers": 2, "width": 96, "encoderHeads": 12, "vocabularySize": 1234},
    "layout": {"contextPieces": 24, "prefixTemplate": "{mention} is"},
    "tensors": [{"shape": [1000, 2000], "dtype": "q8_32"}, {"shape": [500_000], "dtype": "f32"}],
}


class ModelCardTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.folder / "manifest.json").write_text(json.dumps(MANIFEST))
        (self.folder / "weights-000.bin").write_bytes(bytes(1500))

    def evaluation(self, name: str, rows: list[dict]) -> Path:
        file = self.folder / f"{name}.txt"
        file.write_text("".join(f"{row['mode']}: a table\n{json.dumps(row)}\n" for row in rows))
        return file

    def test_every_figure_comes_from_the_files(self) -> None:
        rng = random.Random(4)
        rows = [
            {"kb": "k", "mode": mode, "mentions": rng.randrange(10_000), "top1": round(rng.uniform(0, 100), 2)}
            for mode in ("model", "system")
        ]
        log = self.folder / "log.jsonl"
        log.write_text('{"chunk": 0, "pairs": 1200}\n{"chunk": 0, "loss": 0.7}\n{"chunk": 1, "pairs": 34}\n')
        text = card(self.folder, {"negatives": log}, {"Some corpus": self.evaluation("some", rows)})
        for row in rows:
            self.assertIn(f"| Some corpus | k | {row['mode']} | {row['mentions']:,} | {row['top1']:.2f} | - |", text)
            self.assertIn(f"{row['mode']}: a table", text)
        self.assertNotIn('"kb"', text)
        for said in ("# Model card: A small model", "2.5 M", "7 encoder layers", "1,500 bytes", "1,234 pairs."):
            self.assertIn(said, text)
        self.assertNotIn("$", text)

    def test_names_every_source_with_its_licence(self) -> None:
        text = card(self.folder, {}, {"c": self.evaluation("c", [{"kb": "k", "mode": "model", "top1": 1.0}])})
        for source in json.loads((FOLDER / "facts.json").read_text(encoding="utf-8"))["sources"]:
            self.assertRegex(text, rf"{source['name']} \| .* \| {source['licence']}")

    def test_refuses_what_it_could_not_state(self) -> None:
        with self.assertRaisesRegex(CardRefused, "No evaluation"):
            card(self.folder, {}, {})
        empty = self.folder / "empty.txt"
        empty.write_text("no figures here\n")
        with self.assertRaisesRegex(CardRefused, "no line of figures"):
            card(self.folder, {}, {"c": empty})
        given = {"c": self.evaluation("c", [{"kb": "k", "mode": "model", "top1": 1.0}])}
        with self.assertRaisesRegex(CardRefused, "no stage polish"):
            card(self.folder, {"polish": empty}, given)


if __name__ == "__main__":
    unittest.main()
