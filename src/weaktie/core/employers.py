"""Names of employers and schools: which of them mean the same place.

A key is what is left of a name when case, accents, punctuation, spaces, legal form and bracketed remarks are
gone ("Larkspur Foods (UK) Ltd." and "larkspur-foods" both give "larkspurfoods"), after renames and
acronyms known to `data/employers.json`. Keys are for comparing; names are for showing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from weaktie.core import folding
from weaktie.core.titles import level as level
from weaktie.core.titles import role_words as role_words

BRACKETED = re.compile(r"[(\[{（【][^)\]}）】]*[)\]}）】]")
REMARK = re.compile(
    r"(?:,| -| –|;) (?:an? .{2,40}? (?:company|business|brand)|part of .*|member of .*)$"
    r"|,? (?:formerly|formally|previously|ex-|f\.?k\.?a\.?|d/?b/?a|now part of|acquired by) .*$"
    r"| [|•·] .*$",
    re.IGNORECASE,
)
SINGLE_LETTERS = re.compile(r"\b(\w)[./](?=\w\b)")
WEB_ENDING = re.compile(r"(?<=\w)\.(?:com|net|org|io|ai|co|de|fr|nl)\b(?!\.)", re.IGNORECASE)
QUOTES = re.compile(r"['’‘`´]")
NOT_WORDS = re.compile(r"[^\w]+|_")

AND = re.compile(r"[&+]")
RELAYS = frozenset(("alumni", "alum", "alumnos", "alumnet", "post"))


@dataclass(frozen=True, slots=True)
class Register:
    """What `data/employers.json` knows, ready for looking up."""

    names: Mapping[str, str]
    aliases: Mapping[str, str]
    domains: Mapping[str, str]
    legal_forms: Mapping[str, tuple[tuple[str, ...], ...]]
    legal_prefixes: frozenset[str]
    legal_glued: tuple[str, ...]
    regions: Mapping[str, tuple[tuple[str, ...], ...]]
    no_employer: frozenset[str]
    no_employer_openings: tuple[str, ...]
    mail_families: frozenset[str]
    mail_domains: frozenset[str]
    second_level: frozenset[str]
    university_words: frozenset[str]
    little_words: frozenset[str]


class BadRegister(ValueError):
    """The file of employer names does not keep its own schema."""


def read_register(text: str) -> Register:
    """Read the JSON of employer names. Raise BadRegister on a missing list or a name claimed twice."""
    data = json.loads(text)
    if not isinstance(data, dict):
        raise BadRegister("The file of employers is one object.")
    university, little = frozenset(_words(data, "university_words")), frozenset(_words(data, "little_words"))
    rows = [_Row.read(row, university, little) for row in _rows(data.get("employers"))]
    no_employer, openings = (
        tuple("".join(_split(name, university, little)) for name in _words(data, kind))
        for kind in ("no_employer", "no_employer_openings")
    )
    return Register(
        names=MappingProxyType({row.key: row.name for row in rows}),
        aliases=_claimed((name, row.key) for row in rows for name in row.names),
        domains=_claimed((domain, row.key) for row in rows for domain in row.domains),
        legal_forms=_by_last_word(_words(data, "legal_forms")),
        legal_prefixes=frozenset(_words(data, "legal_prefixes")),
        legal_glued=tuple(_words(data, "legal_glued")),
        regions=_by_last_word(_words(data, "regions")),
        no_employer=frozenset(no_employer),
        no_employer_openings=openings,
        mail_families=frozenset(_words(data, "mail_families")),
        mail_domains=frozenset(_words(data, "mail_domains")),
        second_level=frozenset(_words(data, "second_level")),
        university_words=university,
        little_words=little,
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """One employer of the file: its key, its compact names, its mail domains."""

    key: str
    name: str
    names: tuple[str, ...]
    domains: tuple[str, ...]

    @classmethod
    def read(cls, row: Mapping[str, object], university: frozenset[str], little: frozenset[str]) -> _Row:
        name = row.get("name")
        if not isinstance(name, str) or not name:
            raise BadRegister("An employer has a name, its other names and its mail domains.")
        names = (name, *_words(row, "names", may_be_empty=True))
        compact = tuple("".join(_split(text, university, little)) for text in names)
        return cls(compact[0], name, compact, tuple(_words(row, "domains", may_be_empty=True)))


def _rows(rows: object) -> list[Mapping[str, object]]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadRegister("employers is a list of objects.")
    return rows


def _words(data: Mapping[str, object], name: str, *, may_be_empty: bool = False) -> list[str]:
    values = data.get(name)
    if not isinstance(values, list) or not (values or may_be_empty):
        raise BadRegister(f"{name} is a list of texts.")
    texts = [value for value in values if isinstance(value, str) and value]
    if len(texts) < len(values):
        raise BadRegister(f"{name} holds something that is not a text.")
    return texts


def _claimed(claims: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return name -> key. Raise BadRegister where two employers claim one name."""
    owners: dict[str, str] = {}
    for name, key in claims:
        if owners.setdefault(name, key) != key:
            raise BadRegister(f"{name} belongs to two employers.")
    return MappingProxyType(owners)


def _by_last_word(phrases: Iterable[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return phrases by their last word, the longest first."""
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        grouped.setdefault(words[-1], []).append(words)
    return {last: tuple(sorted(group, key=len, reverse=True)) for last, group in grouped.items()}


def _split(name: str, university: frozenset[str], little: frozenset[str]) -> list[str]:
    """Return the words of a name, folded, with university words and their little words made the same."""
    text = QUOTES.sub("", SINGLE_LETTERS.sub(r"\1", folding.fold(AND.sub(" and ", name))))
    words = NOT_WORDS.sub(" ", text).split()
    if not university.isdisjoint(words) or "university" in words:
        named = ["university" if word in university else word for word in words]
        return [word for word in named if word not in little] or words
    return words


REGISTER = read_register(resources.files("weaktie.core").joinpath("data/employers.json").read_text("utf-8"))


def _tokens(name: str) -> list[str]:
    return _split(name, REGISTER.university_words, REGISTER.little_words)


@lru_cache(maxsize=1 << 16)
def employer_key(name: str) -> str:
    """Return what identifies an employer or school, or "" where a name means none ("Self-employed")."""
    words = _tokens(name)
    known = REGISTER.aliases.get("".join(words))
    if known is not None:
        return known
    plain = _without_remarks(name)
    if plain != name:
        words = _tokens(plain) or words
    compact = "".join(words)
    if compact in REGISTER.no_employer or compact.startswith(REGISTER.no_employer_openings):
        return ""
    return _bare(words)


def _without_remarks(name: str) -> str:
    """Return a name without brackets, "formerly ..." and what else is not the name."""
    plain = WEB_ENDING.sub("", REMARK.sub("", BRACKETED.sub(" ", name)).strip())
    if not plain.isascii():
        for glued in REGISTER.legal_glued:
            plain = plain.replace(glued, " ")
    return plain


def _bare(words: list[str]) -> str:
    """Take legal forms off the end one by one; stop where what is left is a known name."""
    if len(words) > 1 and (words[0] == "the" or words[0] in REGISTER.legal_prefixes):
        words = words[1:] if "".join(words) not in REGISTER.aliases else words
    while True:
        known = REGISTER.aliases.get("".join(words))
        if known is not None:
            return known
        shorter = _without_last(words, REGISTER.legal_forms)
        if len(shorter) == len(words):
            return _without_region(words)
        words = shorter


def _without_region(words: list[str]) -> str:
    """Fold a branch ("Google Ireland") into a known employer; any other name keeps its country."""
    shorter = _without_last(words, REGISTER.regions)
    if len(shorter) == len(words):
        return "".join(words)
    bare = _without_last(shorter, REGISTER.legal_forms)
    return REGISTER.aliases.get("".join(bare)) or REGISTER.aliases.get("".join(shorter)) or "".join(words)


def _without_last(words: list[str], endings: Mapping[str, tuple[tuple[str, ...], ...]]) -> list[str]:
    """Return the words without one of the endings, or unchanged when nothing else would be left."""
    for ending in endings.get(words[-1], ()) if words else ():
        if len(words) > len(ending) and tuple(words[-len(ending) :]) == ending:
            return words[: -len(ending)]
    return words


def same_employer(a: str, b: str) -> bool:
    """Say whether two names mean the same employer. Names that mean none are never the same."""
    key = employer_key(a)
    return key != "" and key == employer_key(b)


def employer_name(key: str) -> str:
    """Return what to call an employer of whom no file gives the name, only a mail domain."""
    return REGISTER.names.get(key) or key[:1].upper() + key[1:]


def domain_employer(email_domain: str) -> str:
    """Return the key of the employer behind a mail domain, or "" for mail providers, relays and nonsense."""
    labels = email_domain.strip().strip(".").lower().split(".")
    if len(labels) < 2 or not all(labels) or labels[0] in RELAYS:
        return ""
    for start in range(len(labels) - 1):
        tail = ".".join(labels[start:])
        if tail in REGISTER.mail_domains:
            return ""
        if tail in REGISTER.domains:
            return REGISTER.domains[tail]
    name = _registered(labels)
    return "" if name in REGISTER.mail_families or name.isdigit() else employer_key(name)


def _registered(labels: list[str]) -> str:
    """Return the label that was registered: northwind of mail.northwind.co.uk."""
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in REGISTER.second_level
    return labels[-3] if deep else labels[-2]
