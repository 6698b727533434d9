"""How much memory a program took at most, by the kernel's own account."""

from __future__ import annotations

from pathlib import Path


def most_memory(pid: int) -> int:
    """Return the most memory in bytes that a living process held at once since its program began.

    Not from getrusage, which counts in what the process held from which this one was started.
    """
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
