"""Starts a `BartForConditionalGeneration` from a BERT encoder whose layers are the same computation.

Both are post-LN with exact GELU and learned positions, so encoder weights map one to one: BART's position table has
2 more rows in front, and BERT's token-type row 0 is added into the positions. The decoder starts from some of the
same layers, its cross-attention from their self-attention.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import BartConfig, BartForConditionalGeneration

from .layout import BERT_LAYOUT

_LAYER = {
    "attention.self.query": "self_attn.q_proj",
    "attention.self.key": "self_attn.k_proj",
    "attention.self.value": "self_attn.v_proj",
    "attention.output.dense": "self_attn.out_proj",
    "attention.output.LayerNorm": "self_attn_layer_norm",
    "intermediate.dense": "fc1",
    "output.dense": "fc2",
    "output.LayerNorm": "final_layer_norm",
}
_DECODER_FROM = (0, 2, 5)


def warm_start(encoder_folder: Path) -> BartForConditionalGeneration:
    """A 29.6 M-parameter model: 6 encoder layers, 3 decoder layers, d 384, tied embeddings."""
    bert = load_file(encoder_folder / "model.safetensors")
    vocabulary, width = bert["embeddings.word_embeddings.weight"].shape
    positions = bert["embeddings.position_embeddings.weight"].shape[0]
    config = BartConfig(
        vocab_size=vocabulary,
        d_model=width,
        max_position_embeddings=positions,
        encoder_layers=6,
        decoder_layers=len(_DECODER_FROM),
        encoder_attention_heads=12,
        decoder_attention_heads=12,
        encoder_ffn_dim=4 * width,
        decoder_ffn_dim=4 * width,
        activation_function="gelu",
        dropout=0.1,
        attention_dropout=0.1,
        scale_embedding=False,
        pad_token_id=0,
        bos_token_id=BERT_LAYOUT.bos,
        eos_token_id=BERT_LAYOUT.eos,
        decoder_start_token_id=BERT_LAYOUT.decoder_start,
        forced_eos_token_id=None,
        forced_bos_token_id=None,
    )
    model = BartForConditionalGeneration(config)
    state = model.state_dict()

    def put(name: str, value: torch.Tensor) -> None:
        assert state[name].shape == value.shape, name
        state[name].copy_(value)

    put("model.shared.weight", bert["embeddings.word_embeddings.weight"])
    table = bert["embeddings.position_embeddings.weight"] + bert["embeddings.token_type_embeddings.weight"][0]
    for side in ("encoder", "decoder"):
        state[f"model.{side}.embed_positions.weight"][2:].copy_(table)
        for part in ("weight", "bias"):
            put(f"model.{side}.layernorm_embedding.{part}", bert[f"embeddings.LayerNorm.{part}"])
    for index in range(6):
        _copy_layer(bert, index, put, f"model.encoder.layers.{index}")
    for index, origin in enumerate(_DECODER_FROM):
        target = f"model.decoder.layers.{index}"
        _copy_layer(bert, origin, put, target)
        for source, name in _LAYER.items():
            if source.startswith("attention"):
                for part in ("weight", "bias"):
                    cross = name.replace("self_attn", "encoder_attn")
                    put(f"{target}.{cross}.{part}", bert[f"encoder.layer.{origin}.{source}.{part}"])
    model.load_state_dict(state)
    return model


def _copy_layer(bert: dict[str, torch.Tensor], origin: int, put, target: str) -> None:
    for source, name in _LAYER.items():
        for part in ("weight", "bias"):
            put(f"{target}.{name}.{part}", bert[f"encoder.layer.{origin}.{source}.{part}"])
