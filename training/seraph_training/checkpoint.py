"""Checkpoints of a training run: always whole on disk, and tied to the arguments that the run was started with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import torch

Arguments = dict[str, str | int | float]


class OtherArguments(ValueError):
    """The checkpoint belongs to a run with other arguments."""


def save_checkpoint(file: Path, arguments: Arguments, state: dict[str, Any]) -> None:
    """Writes beside `file`, then renames: a run that dies while it writes leaves the checkpoint before."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    with unfinished.open("wb") as stream:
        torch.save({**state, "arguments": arguments}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(file)


def load_checkpoint(file: Path, arguments: Arguments) -> dict[str, Any] | None:
    """The state last saved, or None when there is none. Raises `OtherArguments` when it was saved by another run."""
    if not file.exists():
        return None
    saved = torch.load(file, weights_only=True)
    stored = saved.get("arguments", {})
    names = sorted({*stored, *arguments})
    differing = [name for name in names if name not in stored or stored[name] != arguments.get(name)]
    if differing:
        told = ", ".join(f"{name} {stored.get(name, 'not recorded')} (now {arguments.get(name)})" for name in differing)
        raise OtherArguments(
            f"{file} belongs to a run with other arguments: {told}. It was left as it is, and nothing was trained. "
            "Start again with its arguments, or with another --out, or remove the file to begin anew."
        )
    return saved
