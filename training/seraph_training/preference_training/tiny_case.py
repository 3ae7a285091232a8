"""A small case for tests: the app's tiny golden model with a manifest, and invented pairs as the app exports them.

And programs on several processes.
"""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from transformers import BartConfig

TRAINING = Path(__file__).parents[2]
TINY_MODEL = TRAINING.parent / "src" / "model" / "golden" / "tiny-beam"
CONTEXT_PIECES = 8

PLACES = (
    ("The patient had ", "renal failure", " after the third course.", "kidney failure", "renal colic"),
    ("", "heart attack", " was ruled out by ECG", "myocardial infarction", "heart failure"),
    ("She reported ", "loss of smell", ", taste was normal.", "anosmia", "ageusia"),
    ("Two sisters with ", "night blindness", " were seen.", "nyctalopia", "color blindness"),
    ("Treated for ", "high blood pressure", " since 2009", "hypertension", "hypotension"),
    ("No sign of ", "joint pain", " in either hand; ", "arthralgia", "arthritis"),
)
"""Words before a mention, the mention, words after it, a better and a worse name."""


def invented_rows(count: int, seed: int = 3) -> list[dict[str, Any]]:
    """Lines of an export: the places again and again, in documents of two, with other words around each time."""
    rng = random.Random(seed)
    rows = []
    for number in range(count):
        before, mention, after, chosen, rejected = PLACES[number % len(PLACES)]
        row = {
            "prompt": f"{before}START {mention} END{after} {mention} is",
            "chosen": f" {chosen}",
            "rejected": f" {rejected}",
            "mention": mention,
            "long_form": None,
            "mention_type": "Disease",
            "context_before": f"Case {rng.randint(1, 999)}. {before}",
            "context_after": after,
            "chosen_id": f"X:{number % len(PLACES)}",
            "rejected_id": "X:900",
            "document_id": f"doc-{number // 2}",
            "mention_id": f"m{number}",
            "decision_id": f"d{number}",
            "time": f"2026-03-01T10:{number % 60:02}:00.000Z",
            "curator": "one",
            "model_hash": None,
            "kb_hash": "0" * 64,
        }
        rows.append(row)
    return rows


def write_rows(file: Path, rows: list[dict[str, Any]]) -> Path:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


def manifest_of(folder: Path) -> dict[str, Any]:
    """What the app's manifest says of a model, as far as training reads it."""
    config = BartConfig.from_pretrained(folder)
    layout = json.loads((folder / "seraph.json").read_text())
    return {
        "formatVersion": 1,
        "id": "tiny",
        "config": {
            "vocabularySize": config.vocab_size,
            "width": config.d_model,
            "encoderLayers": config.encoder_layers,
            "decoderLayers": config.decoder_layers,
            "encoderHeads": config.encoder_attention_heads,
            "decoderHeads": config.decoder_attention_heads,
            "encoderFfn": config.encoder_ffn_dim,
            "decoderFfn": config.decoder_ffn_dim,
        },
        "layout": {
            "bos": layout["bos"],
            "eos": layout["eos"],
            "start": [layout["start"]],
            "end": [layout["end"]],
            "decoderStart": layout["decoder_start"],
            "contextPieces": CONTEXT_PIECES,
            "prefixTemplate": layout["prefix_template"],
            "lowerCase": layout["lower_case"],
            "namePrefix": "",
        },
    }


def write_manifest(file: Path, **changed: Any) -> Path:
    file.write_text(json.dumps({**manifest_of(TINY_MODEL), **changed}))
    return file


ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(TRAINING)}


def launched(processes: int, script: list[str]) -> subprocess.CompletedProcess[str]:
    """A Python program in `training/` as that many processes on this machine, which talk over the loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    launcher = ["-m", "torch.distributed.run", f"--nproc_per_node={processes}", "--master_addr=127.0.0.1"]
    return alone([*launcher, f"--master_port={port}", *script])


def alone(script: list[str]) -> subprocess.CompletedProcess[str]:
    """The same as one process."""
    command = [sys.executable, "-W", "ignore", *script]
    return subprocess.run(command, cwd=TRAINING, env=ENVIRONMENT, capture_output=True, text=True, timeout=240)
