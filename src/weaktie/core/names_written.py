"""What people write around a name, and how to take it off: titles, degrees, pronouns, emoji, slogans.

Pronouns and forms of address are dropped and never kept: weaktie draws no conclusion from them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set(
    "mr mrs ms miss mx dr drs prof professor sir dame lord lady rev reverend capt col lt sgt hon herr frau "
    "mme mlle monsieur madame dott dottssa sra srta dra ing ir mag dipl dipling shri smt eng univprof"
)
DEGREES = _set(
    "phd dphil mba emba msc bsc meng beng mphil llm llb cpa cfa pmp csm cspo cissp cisa cism shrm sphr phr "
    "bsn msn aprn dds dmd dvm pharmd edd psyd mpa mph msw lcsw mfa bfa frm caia cfp acca fca fcca acma cgma "
    "frcs mrcp frsa obe mbe cbe esq esquire itil prince2 ccna ccnp ccie habil shrmcp shrmscp pmiacp mres "
    "msci mmath facs facp faia aicp gphr rhce cipp cippe cpp scm cscp cpim abd mbbs mrics frics hons"
)
# These are also names (Ma, Do, Ba) or initials, so they count only in capitals beside a name that is not.
SHORT_DEGREES = _set("ma ba bs ms do pe ca md jd rn ed pt ot sc aia cma cia aca clu lld sj op osb")
SUFFIXES = {
    "jr": "jr", "jnr": "jr", "junior": "jr", "sr": "sr", "snr": "sr", "senior": "sr",
    "ii": "ii", "iii": "iii", "iv": "iv",
}  # fmt: skip
_PRONOUNS = _set("she her hers he him his they them theirs ze zir hir xe elle ella el il lui sie er")

_ADDRESS = re.compile(
    r"[<(\[]*\s*(?:mailto:)?[^\s<>()\[\]@\"]+@[^\s<>()\[\]@\"]+\.[^\s<>()\[\]@\"]+\s*[>)\]]*"
)
_SLOGAN = re.compile(
    r"\s*[|•·»♦★☆►✔✓]\s*|\s+[-–—~/]+\s+|\s+@\s*|\s+(?:via|from|bei|chez)\s+(?=\S)|\s*[;:]\s+", re.IGNORECASE
)
_BRACKET = re.compile(r"[(\[{<«“„\"]+\s*([^)\]}>»”“„\"]*?)\s*[)\]}>»”“\"]+")
_MAIDEN = re.compile(r"[\s,(\[]+(?:n[ée]e|geb\.?|geborene|z domu|roz\.)\s+([^\W\d_][\w'’-]*)", re.IGNORECASE)
_QUOTED_WHOLE = re.compile(r"^\s*(['‘\"]+)(.*?)(['’\"]+)\s*$")
_NICKNAME_IN_QUOTES = re.compile(r"(?<=\s)['‘]([^\W\d_]+)['’](?=\s)")
_LONGEST_ACRONYM = 5


@dataclass(frozen=True, slots=True)
class Written:
    """A name freed of what stood around it. `before` and `after` are the halves at the first comma."""

    before: str
    after: str = ""
    suffix: str = ""
    nickname: str = ""
    maiden: str = ""


def undress(text: str) -> Written:
    """Return the bare name in a text as written in an address, a card or a profile."""
    text = _quoted_off(_ADDRESS.sub(" ", unicodedata.normalize("NFKC", text)))
    maiden = _MAIDEN.search(text)
    if maiden:
        text = text[: maiden.start()] + text[maiden.end() :]

    text, nickname, aside = _brackets_off(_first_part(text))
    halves = [letters_only(half) for half in text.split(",")]
    before, *rest = [half for half in halves if half] or [""]
    suffix = next((SUFFIXES[bare(half)] for half in rest if bare(half) in SUFFIXES), "")
    after = next((half for half in rest if bare(half) not in SUFFIXES and not _is_degrees(half, before)), "")
    return Written(before, after, suffix, nickname, maiden.group(1) if maiden else aside)


def shown(text: str) -> str:
    """Return a name as written, without what does not belong to it; brackets with a name in them stay."""
    text = _first_part(_quoted_off(_ADDRESS.sub(" ", text)))
    text = _BRACKET.sub(lambda found: found.group(0) if _is_one_name(found.group(1).strip()) else " ", text)
    kept = (c if unicodedata.category(c)[0] in "LMP" or c == " " else " " for c in text)
    before, *rest = [" ".join(half.split()) for half in "".join(kept).split(",")]
    halves = [
        before,
        *(half for half in rest if half and (bare(half) in SUFFIXES or not _is_degrees(half, before))),
    ]
    return ", ".join(" ".join(without_degrees(half.split())) for half in halves).strip(" -_*#.,")


def letters_only(text: str) -> str:
    """Return a text with nothing but letters, their marks, blanks, dots, hyphens and apostrophes."""
    if text.isascii():
        return re.sub(r"[^A-Za-z .'\-]+", " ", text).strip(" -'.")
    kept = (c if unicodedata.category(c)[0] in "LM" or c in "-'’." else " " for c in text)
    return " ".join("".join(kept).split()).strip(" -'’.")


def without_degrees(tokens: list[str]) -> list[str]:
    """Return the words of a name without titles in front and degrees behind; at least one word stays."""
    titled = False
    while len(tokens) > 1 and (bare(tokens[0]) in TITLES or titled and _is_faculty(tokens[0])):
        tokens, titled = tokens[1:], True
    while len(tokens) > 1 and _is_degree(tokens[-1], tokens[:-1]):
        tokens = tokens[:-1]
    return tokens


def bare(token: str) -> str:
    """Return a word in lower case without dots and hyphens: "Ph.D." gives "phd"."""
    return token.replace(".", "").replace("-", "").lower()


def _is_faculty(token: str) -> bool:
    """Tell whether a word behind a title belongs to it: "med." in "Dr. med."."""
    return token.endswith(".") and token.islower() and len(token) > 2


def _quoted_off(text: str) -> str:
    whole = _QUOTED_WHOLE.match(text)
    return whole.group(2) if whole else text


def _first_part(text: str) -> str:
    parts = [part for part in _SLOGAN.split(text) if any(map(str.isalpha, part))]
    return parts[0] if parts else ""


def _brackets_off(text: str) -> tuple[str, str, str]:
    """Split off what is in brackets: a nickname inside the name, a former family name behind it."""
    nickname = aside = ""
    for found in _BRACKET.finditer(text):
        word = found.group(1).strip()
        is_quoted = found.group(0)[0] in '"“„«'
        if not _is_one_name(word):
            continue
        if is_quoted or letters_only(text[found.end() :].split(",")[0]):
            nickname = nickname or word
        else:
            aside = aside or word
    text = _BRACKET.sub(" ", text)
    quoted = _NICKNAME_IN_QUOTES.search(text)
    if quoted:
        nickname, text = nickname or quoted.group(1), _NICKNAME_IN_QUOTES.sub(" ", text)
    return text, nickname, aside


def _is_one_name(word: str) -> bool:
    if not all(c.isalpha() or c in "-'’" for c in word) or word.isupper() and len(word) <= _LONGEST_ACRONYM:
        return False
    return bool(word) and word.lower() not in _PRONOUNS | DEGREES


def _is_degrees(half: str, before: str) -> bool:
    return all(
        _is_degree(token, [*before.split(), "x"]) or _is_capitals(token, before) for token in half.split()
    )


def _is_degree(token: str, others: list[str]) -> bool:
    word = bare(token)
    if word in DEGREES:
        return True
    stands_out = token.replace(".", "").isupper() and not "".join(others).isupper()
    return word in SHORT_DEGREES and stands_out and len(others) > 1


def _is_capitals(token: str, before: str) -> bool:
    return len(bare(token)) in range(2, 8) and token.isupper() and not before.isupper() and " " in before
