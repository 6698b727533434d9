"""Letters made comparable: case, accents and scripts folded to plain Latin a to z where that is possible.

Cyrillic and Greek are written in Latin letters by one table (close to passport practice, not a standard);
other scripts keep their own letters. Nothing is guessed about language.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LATIN = "ß ss æ ae œ oe ø o đ d ð d þ th ħ h ı i ł l ŋ n ŧ t ə a ĳ ij"
_CYRILLIC = (
    "а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh "
    "щ shch ы y э e ю yu я ya і i є ye ґ g ј j љ lj њ nj ћ c ђ dj џ dz ў u ө o ү u қ k ғ g ә a"
)
_GREEK = (
    "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o"
)


def _table(text: str) -> dict[int, str]:
    pieces = text.split()
    return {ord(letter): plain for letter, plain in zip(pieces[::2], pieces[1::2], strict=True)}


_PLAIN = _table(f"{_LATIN} {_CYRILLIC} {_GREEK}") | {ord("ъ"): "", ord("ь"): "", ord("'"): "", ord("’"): ""}

# How one name is spelt by two hands: Müller, Mueller; Sergei, Sergey; Philip, Filip; Kowalski, Covalschi.
_SOUNDS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("kh", "h"))
_ONE_SOUND = str.maketrans("yjwzcq", "iivskk")
_TWO_VOWELS = re.compile(r"([aou])e|a(?=a)")
_DOUBLED = re.compile(r"(.)\1+")
_EXPANDED = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "å": "aa",
        "ø": "oe",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Å": "Aa",
        "Ø": "Oe",
    }
)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return the text in lower case, without accents and apostrophes, in Latin letters where possible."""
    if text.isascii():
        return text.lower().replace("'", "")
    parts = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def unfolded_umlauts(text: str) -> str:
    """Return the text with ä, ö, ü, å, ø written as two letters, as Germans and Danes do without the keys."""
    return text.translate(_EXPANDED)


@lru_cache(maxsize=1 << 16)
def loose(word: str) -> str:
    """Return a folded word with ae, oe, ue, aa as one vowel: Mueller and Müller become alike."""
    return _TWO_VOWELS.sub(r"\1", word)


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """Return a rough key of a folded word, alike for spellings of one name; never shown."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return _DOUBLED.sub(r"\1", word.translate(_ONE_SOUND))


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, letters and digits only, in order."""
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in fold(text))
    return tuple("".join(kept).split())
