"""Names, addresses and telephone numbers that are given out once each."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from weaktie.core.fiction.shapes import Employer
from weaktie.core.fiction.stock import CALLED, LANGUAGES
from weaktie.core.folding import fold

PRIVATE_MAIL = "post.example"

PHONES = (
    "+44 113 496 0", "+44 114 496 0", "+44 115 496 0", "+44 116 496 0", "+44 117 496 0", "+44 121 496 0",
    "+44 131 496 0", "+44 141 496 0", "+44 151 496 0", "+44 161 496 0", "+44 20 7946 0", "+44 7700 900",
)  # fmt: skip
"""Beginnings of numbers that Ofcom keeps free for drama, each with a thousand numbers ("Telephone numbers
for use in TV and radio drama programmes")."""

CALLED_SHORT = 0.35


class Register:
    """What is taken already in one world."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._names: set[tuple[str, str]] = set()
        self._taken: set[str] = set()

    def reserve(self, given: str, family: str) -> None:
        """Keep a name for the cast."""
        self._names.add((given, family))

    def name(self, family: str = "") -> tuple[str, str]:
        """Return a given and family name nobody has; `family` names the seeker's own family."""
        languages = [each for each in LANGUAGES if each.is_home] if family else LANGUAGES
        shares = [each.share for each in languages]
        while True:
            language = self._random.choices(languages, shares)[0]
            name = self._random.choice(language.given), family or self._random.choice(language.family)
            if name not in self._names:
                self._names.add(name)
                return name

    def called(self, given: str) -> str:
        """Return what friends call somebody, or ""."""
        return CALLED[given] if given in CALLED and self._random.random() < CALLED_SHORT else ""

    def slug(self, given: str, family: str) -> str:
        """Return a profile's address on LinkedIn after /in/."""
        plain = "-".join(part for text in (given, family) for part in letters(text, " -").split())
        tail = self._random.choice(("", "", "", f"-{self._random.randrange(1 << 24):06x}"))
        return self._free(lambda n: f"{plain}{tail}{f'-{n}' if n else ''}")

    def private(self, given: str, family: str) -> str:
        """Return an address at the one provider of private mail."""
        first, last = letters(given), letters(family)
        style = self._random.choice(
            (f"{first}.{last}", f"{first}.{last}", f"{first}{last}", f"{last}.{first}")
        )
        return self._free(lambda n: f"{style}{n + 1 if n else ''}@{PRIVATE_MAIL}")

    def office(self, given: str, family: str, employer: Employer) -> str:
        """Return an address at an employer, in the style of the house."""
        first, last = letters(given), letters(family)
        style = (f"{first}.{last}", f"{first[0]}.{last}", f"{first}.{last}")[len(employer.name) % 3]
        return self._free(lambda n: f"{style}{n + 1 if n else ''}@{employer.domain}")

    def phone(self) -> str:
        """Return a number that no telephone has."""
        start = self._random.choice(PHONES)
        numbers = (f"{start}{self._random.randrange(1000):03}" for _ in range(10_000))
        number = next(number for number in numbers if number not in self._taken)
        self._taken.add(number)
        return number

    def _free(self, form: Callable[[int], str]) -> str:
        number = 0
        while (text := form(number)) in self._taken:
            number += 1
        self._taken.add(text)
        return text


def letters(name: str, kept: str = "") -> str:
    """Return a name's plain letters, lower case; characters in `kept` become spaces."""
    plain = fold(name)
    if kept:
        plain = re.sub(f"[{re.escape(kept)}]", " ", plain)
    return "".join(
        letter for letter in plain if letter.isascii() and (letter.isalpha() or letter == " " and kept)
    )
