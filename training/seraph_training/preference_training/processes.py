"""What the processes that train together do with one another's numbers. Alone, each is its own sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import torch
from accelerate import Accelerator
from accelerate.utils import broadcast_object_list

T = TypeVar("T")


class Processes:
    def __init__(self, accelerator: Accelerator) -> None:
        self.accelerator = accelerator

    @property
    def count(self) -> int:
        return self.accelerator.num_processes

    @property
    def is_first(self) -> bool:
        return self.accelerator.is_main_process

    def share(self, items: list[T]) -> list[T]:
        """What this process has to do of a list that all have."""
        return items[self.accelerator.process_index :: self.count]

    def sums(self, values: list[float]) -> list[float]:
        """Each value summed over all processes."""
        tensor = torch.tensor(values, dtype=torch.float32, device=self.accelerator.device)
        return self.accelerator.reduce(tensor, "sum").tolist()

    def gathered(self, own: torch.Tensor, total: int) -> torch.Tensor:
        """Rows of `total` items, of which this process has those of its `share`: all of them, on the CPU."""
        rows = torch.zeros(total, *own.shape[1:], device=self.accelerator.device)
        rows[self.accelerator.process_index :: self.count] = own.to(rows)
        return self.accelerator.reduce(rows, "sum").cpu()

    def spread(self, values: torch.Tensor) -> float:
        """Largest difference between what should be the same in every process."""
        rows = self.accelerator.gather(values.to(self.accelerator.device)[None])
        return (rows.amax(0) - rows.amin(0)).max().item()

    def from_first(self, make: Callable[[], T]) -> T:
        """What the first process makes, for all. What it raises, all raise."""
        told: list[Any] = [None, None]
        if self.is_first:
            try:
                told[0] = make()
            # Of any kind: the others would wait for ever.
            except Exception as error:
                told[1] = error
        if self.count > 1:
            broadcast_object_list(told)
        if told[1] is not None:
            raise told[1]
        return told[0]
