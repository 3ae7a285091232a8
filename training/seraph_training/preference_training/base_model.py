"""The model that an adapter is for: a Hugging Face directory, and the manifest of the same model in the app."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer
from transformers import BartConfig, BartForConditionalGeneration

from ..layout import Layout
from ..material import require_model


class OtherModel(ValueError):
    """The manifest is of another model than the directory, or is no manifest."""


@dataclass(frozen=True)
class BaseModel:
    folder: Path
    layout: Layout
    """As the app has it: a converted model may read less context than it was trained with."""
    tokenizer: Tokenizer
    hash: str
    """SHA-256 of the manifest, by which the app knows the model."""
    id: str
    """The model's name for people."""

    def load(self) -> BartForConditionalGeneration:
        """Its weights in f32, without dropout."""
        return BartForConditionalGeneration.from_pretrained(self.folder, dtype="float32").eval()


def open_base(folder: Path, manifest: Path) -> BaseModel:
    """Raises `MaterialMissing` for a folder that is no trained model, and `OtherModel`."""
    layout, tokenizer = require_model(folder)
    try:
        written = manifest.read_bytes()
        told = json.loads(written)
        described, config, name = told["layout"], told["config"], told["id"]
        expected = {**_layout_told(layout), **_config_told(BartConfig.from_pretrained(folder))}
        got = {**described, **config}
    except OSError as error:
        raise OtherModel(f"{manifest} cannot be read: {error.strerror}. {NOTHING} {ADVICE}") from None
    except (ValueError, KeyError, TypeError):
        raise OtherModel(f"{manifest} is no manifest of a Seraph model. {NOTHING} {ADVICE}") from None
    for key, value in expected.items():
        if got.get(key) != value:
            raise OtherModel(
                f"{manifest} is of another model than {folder}: {key} is {got.get(key)} there and {value} here. "
                f"{NOTHING} {ADVICE}"
            )
    tokenizer_hash = hashlib.sha256((folder / "tokenizer.json").read_bytes()).hexdigest()
    if told.get("tokenizer", {}).get("sha256", tokenizer_hash) != tokenizer_hash:
        raise OtherModel(f"{manifest} is of a model with another tokenizer than {folder}. {NOTHING} {ADVICE}")
    layout = replace(layout, context_pieces=described["contextPieces"])
    return BaseModel(folder, layout, tokenizer, hashlib.sha256(written).hexdigest(), str(name))


NOTHING = "Nothing was trained or changed."
ADVICE = "Give the manifest.json that the app loads, and the directory that this model was converted from."


def _layout_told(layout: Layout) -> dict[str, Any]:
    """In the manifest's terms, but for the length of context, which the conversion chooses."""
    return {
        "bos": layout.bos,
        "eos": layout.eos,
        "start": [layout.start],
        "end": [layout.end],
        "decoderStart": layout.decoder_start,
        "prefixTemplate": layout.prefix_template,
        "lowerCase": layout.lower_case,
        "namePrefix": "",
    }


def _config_told(config: BartConfig) -> dict[str, Any]:
    return {
        "vocabularySize": config.vocab_size,
        "width": config.d_model,
        "encoderLayers": config.encoder_layers,
        "decoderLayers": config.decoder_layers,
        "encoderHeads": config.encoder_attention_heads,
        "decoderHeads": config.decoder_attention_heads,
        "encoderFfn": config.encoder_ffn_dim,
        "decoderFfn": config.decoder_ffn_dim,
    }
