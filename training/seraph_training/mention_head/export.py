"""Writes a trained head as `mention-head.bin` (f16) and `mention-head.json`, as `src/model/mention-head` reads them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy
import torch
from transformers import BartForConditionalGeneration

from .crf import TYPES
from .model import DILATIONS, MentionHead, Shape

FORMAT_VERSION = 1


def load_head(file: Path) -> MentionHead:
    saved = torch.load(file, weights_only=True)
    head = MentionHead(Shape(**saved["shape"]))
    head.load_state_dict(saved["head"])
    return head.eval()


def export(head: MentionHead, encoder: BartForConditionalGeneration, out: Path) -> None:
    """Both files into `out`. The head is tied to the encoder by `encoder_fingerprint`."""
    weights = numpy.concatenate([tensor.detach().numpy().ravel() for tensor in tensors_of(head)]).astype("<f2")
    if not numpy.isfinite(weights).all():
        raise ValueError("The head has a weight that f16 does not hold. Nothing was written. Train it again.")
    content = weights.tobytes()
    shape = head.shape
    manifest = {
        "formatVersion": FORMAT_VERSION,
        "types": [{"name": name} for name in TYPES],
        "encoder": encoder_fingerprint(encoder),
        "layers": list(shape.layers),
        "projected": shape.projected,
        "hidden": shape.hidden,
        "affixRows": shape.affix_rows,
        "affixWidth": shape.affix,
        "gramRows": shape.gram_rows,
        "gramWidth": shape.gram,
        "dilations": list(DILATIONS),
        "weights": {
            "file": "mention-head.bin",
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        },
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "mention-head.bin").write_bytes(content)
    (out / "mention-head.json").write_text(json.dumps(manifest, indent=1) + "\n")


def tensors_of(head: MentionHead) -> list[torch.Tensor]:
    """In the order of the file. Projections are [width, projected] a layer, convolutions one matrix a tap."""
    width = head.shape.encoder_width
    projections = [
        head.project.weight[:, place * width : (place + 1) * width].T for place in range(len(head.shape.layers))
    ]
    convolutions = [
        tensor
        for convolution in head.convolutions
        for tensor in (*convolution.weight.permute(2, 0, 1), convolution.bias)
    ]
    return [
        *projections,
        head.project.bias,
        *(table.weight for table in head.affixes),
        head.grams.weight,
        head.mix.weight,
        head.mix.bias,
        *convolutions,
        head.emit.weight,
        head.emit.bias,
        *head.crf.scores(),
    ]


def encoder_fingerprint(model: BartForConditionalGeneration) -> str:
    """SHA-256 of all vectors of the encoder (biases and norms), f32, little-endian, in the order of their names."""
    digest = hashlib.sha256()
    for _, tensor in sorted(model.get_encoder().state_dict().items()):
        if tensor.dim() == 1:
            digest.update(tensor.numpy().astype("<f4").tobytes())
    return digest.hexdigest()
