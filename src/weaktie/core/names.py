"""Names of people: read into parts, compared, shown, sorted and searched.

Which word is the family name cannot always be known ("Kim Min-jun", "Wei Wang"): the order is read as
written unless a comma or capitals tell otherwise, and `compare` tries the other order too.
"""

from __future__ import annotations

from weaktie.core import folding
from weaktie.core.names_likeness import Kind, Likeness, Part, compare
from weaktie.core.names_parts import Name, parse
from weaktie.core.names_written import shown

__all__ = ["Kind", "Likeness", "Name", "Part", "compare", "display", "parse", "sort_key", "words"]


def display(text: str) -> str:
    """Return a name for showing: as written, without emoji, addresses, slogans, pronouns and degrees."""
    return shown(text) or text.strip(" '\"")


def sort_key(text: str) -> str:
    """Return what to sort a list of people by: the folded family name, then the other names."""
    name = parse(text)
    return " ".join((*name.family, name.given, *name.middle)).strip() or folding.fold(text)


def words(text: str) -> tuple[str, ...]:
    """Return the folded words by which a name is found, each once: ä also as ae."""
    bare_name = display(text)
    plain = folding.words(bare_name)
    expanded = folding.words(folding.unfolded_umlauts(bare_name))
    return tuple(dict.fromkeys((*plain, *expanded)))
