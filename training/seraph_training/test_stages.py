"""python -m unittest seraph_training.test_stages"""

from __future__ import annotations

import contextlib
import io
import random
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

from .corpora import Document
from .layout import BERT_LAYOUT
from .material import ENCODER, load_tokenizer
from .pairs import Example, ExampleMaker
from .quick_material import make_quick_material
from .stages import JOINT_SHARES, joint_examples

CONTEXT = 8


class Watched(ExampleMaker):
    """Remembers which of its methods made an example, and which documents it was given."""

    def __init__(self, *words) -> None:
        super().__init__(*words)
        self.made: list[tuple[str, list[Example]]] = []
        self.documents: set[str] = set()

    def kept(self, kind: str, examples: list[Example]) -> list[Example]:
        self.made.append((kind, list(examples)))
        return examples

    def synonym_pairs(self, *words) -> list[Example]:
        return self.kept("synonyms", super().synonym_pairs(*words))

    def foreign_pairs(self, *words) -> list[Example]:
        return self.kept("foreign", super().foreign_pairs(*words))

    def copies(self, names: list[str]) -> list[Example]:
        return self.kept("copies", super().copies(names))

    def mentions(self, documents: list[Document], names_of: dict[str, tuple[str, ...]]) -> list[Example]:
        self.documents |= {document.id for document in documents}
        return self.kept("mentions", super().mentions(documents, names_of))

    def parts(self) -> dict[str, list[Example]]:
        """What was made for each part of a joint stage; the three kinds of synonym pairs are made in this order."""
        parts: dict[str, list[Example]] = {name: [] for name in JOINT_SHARES}
        synonyms = iter(("diseases", "chemicals", "records"))
        for kind, examples in self.made:
            parts[next(synonyms) if kind == "synonyms" else kind] += examples
        return parts


class JointExamplesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.where = folder / "packages", folder / "corpora"
        make_quick_material(*cls.where)
        cls.tokenizer = load_tokenizer((cls.where[0] / ENCODER.files[0]).parent)

    def joint(self, count: int, seed: int = 1) -> tuple[Watched, list[Example]]:
        layout = replace(BERT_LAYOUT, context_pieces=CONTEXT)
        maker = Watched(self.tokenizer, layout, random.Random(seed))
        with contextlib.redirect_stdout(io.StringIO()):
            return maker, joint_examples(maker, *self.where, count)

    def taken(self, maker: Watched, examples: list[Example]) -> dict[str, int]:
        chosen = {id(example) for example in examples}
        return {name: sum(id(one) in chosen for one in made) for name, made in maker.parts().items()}

    def test_the_shares_hold_where_there_is_enough(self) -> None:
        self.assertAlmostEqual(sum(JOINT_SHARES.values()), 1)
        maker, examples = self.joint(16)
        self.assertEqual(self.taken(maker, examples), {name: int(share * 16) for name, share in JOINT_SHARES.items()})

    def test_a_part_that_has_less_gives_all_and_mentions_come_again(self) -> None:
        maker, examples = self.joint(2000)
        taken, made = self.taken(maker, examples), maker.parts()
        self.assertEqual(taken["mentions"], int(JOINT_SHARES["mentions"] * 2000))
        for name in ("diseases", "chemicals", "records", "foreign", "copies"):
            self.assertLess(len(made[name]), JOINT_SHARES[name] * 2000)
            self.assertEqual(taken[name], len(made[name]), name)
        self.assertEqual(len(examples), sum(taken.values()))

    def test_copies_write_what_they_read(self) -> None:
        maker, _ = self.joint(400)
        copies = maker.parts()["copies"]
        self.assertGreater(len(copies), 10)
        for example in copies:
            name = example.target[:-1]
            self.assertEqual(example.source, maker.layout.source([], name, []))
            self.assertEqual(example.target[-1], maker.layout.eos)

    def test_contexts_are_as_long_as_the_layout_says(self) -> None:
        maker, _ = self.joint(400)
        lengths = set()
        for example in maker.parts()["mentions"]:
            start, end = example.source.index(maker.layout.start), example.source.index(maker.layout.end)
            lengths |= {start - 1, len(example.source) - end - 2}
        self.assertEqual(max(lengths), CONTEXT)
        self.assertIn(0, lengths)

    def test_held_out_documents_are_not_read(self) -> None:
        maker, _ = self.joint(100)
        self.assertIn("8", maker.documents)
        self.assertFalse({identifier for identifier in maker.documents if int(identifier) % 10 == 9})

    def test_the_seed_decides(self) -> None:
        self.assertEqual(self.joint(100)[1], self.joint(100)[1])
        self.assertNotEqual(self.joint(100)[1], self.joint(100, seed=2)[1])


if __name__ == "__main__":
    unittest.main()
