"""The tiny seeded BART whose beams are golden, as a Hugging Face directory with tokenizer and `seraph.json`."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from transformers import BartConfig, BartForConditionalGeneration

from seraph_training.layout import Layout
from small_tokenizers import TINY_SIZE, TINY_SPECIALS, tiny_vocabulary, word_piece

PAD, CLS, SEP = 0, 2, 3
LAYOUT = Layout(
    bos=CLS,
    eos=SEP,
    start=4,
    end=5,
    decoder_start=CLS,
    context_pieces=8,
    prefix_template="{mention} is",
    lower_case=True,
)


def tiny_model(seed: int) -> BartForConditionalGeneration:
    """2 + 2 layers, d 32, 4 heads. Every weight is random, biases and the logits' bias too, so that none is unproved."""
    config = BartConfig(
        vocab_size=TINY_SIZE,
        d_model=32,
        max_position_embeddings=64,
        encoder_layers=2,
        decoder_layers=2,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        pad_token_id=PAD,
        bos_token_id=CLS,
        eos_token_id=SEP,
        decoder_start_token_id=CLS,
        forced_eos_token_id=None,
        dropout=0.0,
        attention_dropout=0.0,
        activation_dropout=0.0,
    )
    model = BartForConditionalGeneration(config)
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = 0.35 * torch.randn(parameter.shape, generator=generator)
            parameter.copy_(1 + noise if "norm" in name and name.endswith("weight") else noise)
        model.final_logits_bias.copy_(0.35 * torch.randn(1, TINY_SIZE, generator=generator))
    return model.eval()


def save(model: BartForConditionalGeneration, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    tokenizer = word_piece(tiny_vocabulary(), TINY_SPECIALS[:4])
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n")
    LAYOUT.save(folder)
