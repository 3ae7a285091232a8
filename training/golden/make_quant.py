"""Golden file of the block quantisation: what plain NumPy makes of seeded rows, byte for byte.

    python training/golden/make_quant.py src/model/golden

Written from the description of the formats in docs/formats.md, value by value, in f64.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

BLOCK = 32
ROWS, WIDTH, SEED = 6, 77, 20


def half_at_least(value: float) -> np.float16:
    """The least f16 at or above `value`."""
    half = np.float16(value)
    return half if float(half) >= value else np.nextafter(half, np.float16(np.inf))


def codes_of(block: np.ndarray, scale: float, lowest: int, highest: int) -> np.ndarray:
    if scale == 0:
        return np.zeros(len(block))
    return np.clip(np.floor(block / scale + 0.5), lowest, highest)


def int8(block: np.ndarray) -> tuple[np.float16, np.ndarray]:
    scale = half_at_least(np.abs(block).max() / 127)
    return scale, codes_of(block, float(scale), -127, 127)


def int4(block: np.ndarray) -> tuple[np.float16, np.ndarray]:
    extreme = block[np.abs(block).argmax()]
    tried = []
    for step in range(15):
        scale = half_at_least(abs(extreme) / 8 * ((28 + step) / 40))
        scale = -scale if extreme > 0 else scale
        codes = codes_of(block, float(scale), -8, 7)
        tried.append((sum((float(scale) * code - value) ** 2 for code, value in zip(codes, block)), step, scale, codes))
    _, _, scale, codes = min(tried, key=lambda entry: entry[:2])
    return scale, codes


def pack(codes: np.ndarray, bits: int) -> bytes:
    if bits == 8:
        return codes.astype(np.int8).tobytes()
    nibbles = [int(code) & 15 for code in codes] + [0] * (len(codes) % 2)
    return bytes(low | high << 4 for low, high in zip(nibbles[::2], nibbles[1::2]))


def quantised(rows: np.ndarray, bits: int) -> tuple[bytes, np.ndarray]:
    """The file's bytes, and the numbers that they stand for."""
    scales, packed, back = b"", b"", np.zeros_like(rows)
    for i, row in enumerate(rows):
        codes = np.zeros(len(row))
        for start in range(0, len(row), BLOCK):
            block = slice(start, start + BLOCK)
            scale, codes[block] = (int8 if bits == 8 else int4)(row[block])
            scales += scale.astype("<f2").tobytes()
            back[i, block] = float(scale) * codes[block]
        packed += pack(codes, bits)
    return scales + packed, back


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    random = np.random.default_rng(SEED)
    rows = random.normal(size=(ROWS, WIDTH)) * 10.0 ** random.uniform(-3, 1, size=(ROWS, 1))
    rows[1, 32:64] = 0
    rows[2, 5] = -40
    rows[3, 70] = 40
    rows[4] *= 1e-5  # scales below the smallest normal f16
    rows = rows.astype(np.float32).astype(np.float64)
    golden = {"width": WIDTH, "values": rows.ravel().tolist()}
    for bits in (8, 4):
        data, back = quantised(rows, bits)
        golden[f"q{bits}_{BLOCK}"] = {
            "bytes": data.hex(),
            "values": back.astype(np.float32).ravel().astype(float).tolist(),
        }
    (out / "quant.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
