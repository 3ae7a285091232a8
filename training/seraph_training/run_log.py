"""The log of a run: one JSON object a line, with the seconds since this start of the run; also printed."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any


class RunLog:
    """Appends to the file, so that a run that goes on continues its log."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __enter__(self) -> RunLog:
        self.started = time.time()
        self.stream = self.file.open("a", encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()

    def write(self, **row: Any) -> None:
        row["seconds"] = round(time.time() - self.started)
        self.stream.write(json.dumps(row) + "\n")
        self.stream.flush()
        print(row, flush=True)


def read_log(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
