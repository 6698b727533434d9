"""Print figures as a table, with what they mean above and what they leave out below."""

from __future__ import annotations

from collections.abc import Sequence

Row = Sequence[str]


def show(title: str, heads: Row, rows: Sequence[Row], *, notes: Sequence[str] = ()) -> None:
    """Print one table: the first column to the left, the others to the right."""
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    print(f"\n{title}")
    for row in (heads, *rows):
        first, *others = (
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  " + "  ".join((first, *others)).rstrip())
    for note in notes:
        print(f"  {note}")
    print(flush=True)


def ratio(ours: float, theirs: float) -> str:
    """Say what share of theirs ours is, or how many times as much."""
    if ours <= 0 or theirs <= 0:
        return "-"
    return f"1/{theirs / ours:.1f}" if ours < theirs else f"{ours / theirs:.2f} x"


def verdict(holds: bool) -> str:
    """Say in a word whether a bar is met."""
    return "holds" if holds else "missed"


def ms(seconds: float) -> str:
    """Write a time in thousandths of a second."""
    return f"{seconds * 1000:.1f} ms"


def mb(size: int) -> str:
    """Write a size in megabytes of a million bytes."""
    return f"{size / 1e6:.0f} MB"
