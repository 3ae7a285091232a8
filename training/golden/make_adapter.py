"""Golden files of adapters: what Python's safetensors and PEFT write, and what they hold.

    python training/golden/make_adapter.py src/formats

`golden/python.safetensors` is written by safetensors, with its values as JSON beside it. `adapter/golden/peft/` is an
adapter saved by PEFT on a tiny BART whose sizes all differ, without anything of Seraph's in it, and `added.json` what
PEFT adds to each module's output for the input 1, 2, 3 and so on.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import BartConfig, BartForConditionalGeneration

SEED = 41
PARTS = {
    "self_attn": ("q_proj", "k_proj", "v_proj", "out_proj"),
    "encoder_attn": ("q_proj", "k_proj", "v_proj", "out_proj"),
    "": ("fc1",),
}


def write_tensors(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {
        "b.weight": torch.tensor([[1.0, -2.5, 3e-7], [0.1, 65504.0, -0.0]]),
        "b": torch.tensor([0.25]),
        "B": torch.arange(4, dtype=torch.float32).reshape(2, 1, 2) / 3,
        "aé": torch.zeros(0, 3),
    }
    save_file(tensors, folder / "python.safetensors", {"format": "pt"})
    listed = {name: {"shape": list(value.shape), "values": value.ravel().tolist()} for name, value in tensors.items()}
    (folder / "python.json").write_text(json.dumps(listed, ensure_ascii=False) + "\n")


def write_adapter(folder: Path) -> None:
    torch.manual_seed(SEED)
    model = BartForConditionalGeneration(
        BartConfig(
            vocab_size=24,
            d_model=8,
            encoder_layers=1,
            decoder_layers=2,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            encoder_ffn_dim=12,
            decoder_ffn_dim=10,
            max_position_embeddings=16,
        )
    )
    layers = [f"model.decoder.layers.{index}" for index in range(2)]
    targets = [
        ".".join(filter(None, (layer, part, name))) for layer in layers for part, names in PARTS.items() for name in names
    ]
    settings = LoraConfig(r=3, lora_alpha=12, lora_dropout=0.0, target_modules=targets, task_type="SEQ_2_SEQ_LM")
    adapted = get_peft_model(model, settings)
    with torch.no_grad():
        for name, parameter in adapted.named_parameters():
            if "lora_B" in name:
                parameter.normal_()
    adapted.save_pretrained(folder)
    (folder / "README.md").unlink()
    outputs = {
        name.removeprefix("base_model.model.model."): added(module).tolist()
        for name, module in adapted.named_modules()
        if hasattr(module, "get_delta_weight")
    }
    (folder / "added.json").write_text(json.dumps(outputs) + "\n")


def added(module: torch.nn.Module) -> torch.Tensor:
    delta = module.get_delta_weight("default")
    return delta @ torch.arange(1, delta.shape[1] + 1, dtype=delta.dtype)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    write_tensors(out / "golden")
    write_adapter(out / "adapter" / "golden" / "peft")


if __name__ == "__main__":
    main()
