"""python -m unittest seraph_training.preference_training.test_pairs_file"""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path

from .pairs_file import BadPairs, read_pairs

ROW = {
    "prompt": "Signs of START sore throat END . sore throat is",
    "chosen": " pharyngitis",
    "rejected": " laryngitis",
    "mention": "sore throat",
    "long_form": None,
    "context_before": "Signs of ",
    "context_after": ".",
    "chosen_id": "X:1",
    "rejected_id": "X:2",
    "document_id": "doc-1",
    "time": "2026-02-03T04:05:06.000Z",
    "curator": "one",
    "model_hash": "ab" * 32,
    "part": "held-out",
}


class ReadPairsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "pairs.jsonl"

    def read(self, *lines: str) -> list:
        self.file.write_text("\n".join(lines), encoding="utf-8")
        return read_pairs([self.file])

    def test_reads_what_the_app_writes(self) -> None:
        (row,) = self.read(json.dumps(ROW), "")
        self.assertEqual((row.chosen, row.rejected, row.chosen_id), ("pharyngitis", "laryngitis", "X:1"))
        self.assertEqual(row.words, ("sore throat", None, "Signs of ", "."))
        self.assertEqual((row.document_id, row.model_hash, row.part), ("doc-1", "ab" * 32, "held-out"))
        self.assertEqual(row.time, 1770091506)
        self.assertEqual(row.source, (str(self.file), "one"))

    def test_reads_names_in_the_form_that_the_model_is_shown(self) -> None:
        (row,) = self.read(json.dumps({**ROW, "chosen": "  Sore\u00a0 THROAT ", "rejected": "bare"}))
        self.assertEqual((row.chosen, row.rejected), ("sore throat", "bare"))

    def test_reads_ids_that_are_numbers_and_a_byte_order_mark(self) -> None:
        line = json.dumps({**ROW, "chosen_id": 12, "document_id": 99})
        self.file.write_bytes(b"\xef\xbb\xbf" + line.encode())
        (row,) = read_pairs([self.file])
        self.assertEqual((row.chosen_id, row.document_id), ("12", "99"))

    def test_does_without_what_other_programs_may_leave_out(self) -> None:
        needed = ("chosen", "rejected", "mention", "context_before", "context_after")
        (row,) = self.read(json.dumps({name: ROW[name] for name in needed}))
        self.assertEqual((row.chosen_id, row.document_id, row.time), ("pharyngitis", None, float("-inf")))

    def test_reads_several_files_and_other_ends_of_lines_within_texts(self) -> None:
        other = self.file.with_name("other.jsonl")
        other.write_text(json.dumps({**ROW, "context_after": "a\u2028b"}, ensure_ascii=False), encoding="utf-8")
        self.file.write_text(json.dumps(ROW) + "\r\n" + json.dumps(ROW) + "\r\n", encoding="utf-8")
        rows = read_pairs([self.file, other])
        self.assertEqual([row.context_after for row in rows], [".", ".", "a\u2028b"])

    def test_refuses_by_file_and_line(self) -> None:
        wrong = {
            "it is no JSON": "{",
            "expected an object, got [1]": "[1]",
            "expected a text as `chosen`, got 3": json.dumps({**ROW, "chosen": 3}),
            "expected a text as `context_after`, got none": json.dumps(
                {name: value for name, value in ROW.items() if name != "context_after"}
            ),
            "expected a text as `long_form`, got 1": json.dumps({**ROW, "long_form": 1}),
            "the mention or a name is empty": json.dumps({**ROW, "rejected": " "}),
            'chosen and rejected are the same name, "laryngitis"': json.dumps({**ROW, "chosen": " Laryngitis"}),
            'chosen and rejected are names of the same concept, "X:2"': json.dumps({**ROW, "chosen_id": "X:2"}),
            "expected a text as `document_id`, got true": json.dumps({**ROW, "document_id": True}),
        }
        for why, line in wrong.items():
            with self.subTest(why), self.assertRaises(BadPairs) as caught:
                self.read(json.dumps(ROW), line)
            self.assertIn(f"{self.file}:2 is no preference pair: {why}", str(caught.exception))
            self.assertIn("Nothing was trained or changed.", str(caught.exception))

    def test_refuses_nothing_and_no_file(self) -> None:
        with self.assertRaisesRegex(BadPairs, "There are no pairs"):
            self.read("", "  ")
        with self.assertRaisesRegex(BadPairs, "All pairs are excluded"):
            self.read(json.dumps({**ROW, "part": "excluded"}))
        with self.assertRaisesRegex(BadPairs, "missing.jsonl cannot be read"):
            read_pairs([self.file.with_name("missing.jsonl")])


if __name__ == "__main__":
    unittest.main()
