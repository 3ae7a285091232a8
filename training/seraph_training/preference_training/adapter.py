"""The adapter: which projections it is on, and its folder, PEFT's own with the notes by which the app knows it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, PeftModel, get_peft_model

from .base_model import BaseModel
from .settings import TARGETS, Settings

ADAPTER_FILE = "adapter_model.safetensors"
_ATTENTION = ("q_proj", "k_proj", "v_proj", "out_proj")
_PARTS = {
    "self-attention": tuple(f"self_attn.{part}" for part in _ATTENTION),
    "cross-attention": tuple(f"encoder_attn.{part}" for part in _ATTENTION),
    "first-feed-forward": ("fc1",),
    "second-feed-forward": ("fc2",),
}


def adapted_modules(decoder_layers: int, targets: tuple[str, ...]) -> list[str]:
    """Whole names of the projections, layer by layer: an encoder has modules that end the same way."""
    parts = [part for target in TARGETS if target in targets for part in _PARTS[target]]
    return [f"model.decoder.layers.{layer}.{part}" for layer in range(decoder_layers) for part in parts]


def with_adapter(base: BaseModel, settings: Settings) -> PeftModel:
    """The base model, frozen, with an adapter that changes nothing yet: A drawn from the seed, B zero. No dropout."""
    model = base.load()
    torch.manual_seed(settings.seed)
    config = LoraConfig(
        r=settings.rank,
        lora_alpha=settings.alpha if settings.alpha % 1 else int(settings.alpha),
        target_modules=adapted_modules(model.config.decoder_layers, settings.targets),
        task_type="SEQ_2_SEQ_LM",
    )
    adapted = get_peft_model(model, config)
    # Where the base was read from is of no use elsewhere; its name is.
    config.base_model_name_or_path = base.id
    return adapted.eval()


def trained_parameters(model: torch.nn.Module) -> dict[str, torch.nn.Parameter]:
    """The adapter's, by name; the base model takes no gradient."""
    return {name: parameter for name, parameter in model.named_parameters() if parameter.requires_grad}


def weights_of(model: torch.nn.Module) -> dict[str, torch.Tensor]:
    """Copies of the adapter's weights, on the CPU."""
    return {name: value.detach().to("cpu", copy=True) for name, value in trained_parameters(model).items()}


def set_weights(model: torch.nn.Module, weights: dict[str, torch.Tensor]) -> None:
    with torch.no_grad():
        for name, parameter in trained_parameters(model).items():
            parameter.copy_(weights[name])


def save_adapter(model: PeftModel, base: BaseModel, settings: Settings, folder: Path, facts: dict[str, Any]) -> str:
    """Writes the folder as PEFT does, with the app's notes in the weights' file. The SHA-256 of that file."""
    config = model.peft_config["default"]
    # A set has no order; the same adapter is to give the same bytes.
    config.target_modules = sorted(config.target_modules)
    model.save_pretrained(str(folder), save_embedding_layers=False)
    file = folder / ADAPTER_FILE
    notes = {
        "format": "pt",
        "seraph_base": base.hash,
        "seraph_rank": str(settings.rank),
        "seraph_alpha": str(config.lora_alpha),
        "seraph_targets": ",".join(target for target in TARGETS if target in settings.targets),
    }
    file.write_bytes(_with_notes(file.read_bytes(), notes))
    (folder / "README.md").write_text(_readme(base, settings, facts), encoding="utf-8")
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _with_notes(content: bytes, notes: dict[str, str]) -> bytes:
    """A safetensors file with other metadata. The library writes metadata in a random order; the order here is given.

    The layout: length of the header in 8 bytes, the header as JSON filled up with blanks to a multiple of 8, tensors.
    """
    end = 8 + int.from_bytes(content[:8], "little")
    tensors = {name: value for name, value in json.loads(content[8:end]).items() if name != "__metadata__"}
    header = json.dumps({"__metadata__": notes, **tensors}, separators=(",", ":")).encode()
    header += b" " * (-len(header) % 8)
    return len(header).to_bytes(8, "little") + header + content[end:]


def _readme(base: BaseModel, settings: Settings, facts: dict[str, Any]) -> str:
    return f"""---
base_model: {json.dumps(base.id)}
library_name: peft
---

# Adapter for {base.id}

A low-rank adapter (LoRA) on the decoder, trained from curators' preference pairs by `training/dpo.py` of Seraph.

In Seraph, among the versions of the model: import `adapter_config.json` and `adapter_model.safetensors`. They are
refused on any base model but that whose manifest has the SHA-256 {base.hash}.

In Python: `PeftModel.from_pretrained(base, folder)`, where base is the Hugging Face directory of that model, which
`npm run export-model` in Seraph's repository makes.

## Settings

{_table(asdict(settings))}

## What it was trained on, and how it went

{_table(facts)}
"""


def _table(values: dict[str, Any]) -> str:
    rows = (f"| {name.replace('_', ' ')} | {_cell(value)} |" for name, value in values.items())
    return "\n".join(["| | |", "| --- | --- |", *rows])


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name.replace('_', ' ')} {_cell(one)}" for name, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
