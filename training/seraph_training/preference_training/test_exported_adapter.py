"""python -m unittest seraph_training.preference_training.test_exported_adapter

What the app exported (src/model/golden/adapters/exported, held to the app's own code by its tests) in PEFT.
"""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path
from typing import Any

from .tiny_case import TINY_MODEL, alone

EXPORTED = TINY_MODEL.parent / "adapters" / "exported"


class ExportedAdapterTest(unittest.TestCase):
    def setUp(self) -> None:
        self.scores = json.loads((EXPORTED / "scores.json").read_text())
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def check(self, scores: dict[str, Any]) -> tuple[int, str, str]:
        file = self.folder / "scores.json"
        file.write_text(json.dumps(scores))
        run = alone(["golden/check_adapter.py", str(EXPORTED), str(TINY_MODEL), str(file)])
        return run.returncode, run.stdout, run.stderr

    def test_gives_the_apps_logits_in_peft(self) -> None:
        status, printed, told = self.check(self.scores)
        self.assertEqual(status, 0, told)
        found = json.loads(printed)
        self.assertEqual(found["names"], 3 * 162)
        self.assertLess(found["largest_difference"], 1e-4)
        # The adapter is no small change.
        self.assertGreater(found["without_adapter"], 0.1)

    def test_fails_where_one_number_is_off_or_the_base_is_another(self) -> None:
        self.scores["places"][1]["scores"][40][0] += 2e-4
        self.assertEqual(self.check(self.scores)[0], 1)
        status, _, told = self.check({**self.scores, "base": "0" * 64})
        self.assertEqual(status, 1)
        self.assertIn("The adapter is of the base", told)


if __name__ == "__main__":
    unittest.main()
