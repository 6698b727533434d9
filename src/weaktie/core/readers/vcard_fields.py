"""What the properties of one vCard say of a person, as plain text and tuples."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import unquote

from weaktie.core.readers.content_lines import Property, components, unescaped
from weaktie.core.readers.text import clean, email_address, profile_slug
from weaktie.core.rows import Stint

MOST_VALUES = 50
"""How many e-mails, phones, addresses or groups of one card are taken."""

_NAME_LIMIT = 200
_PHONE_LIMIT = 60

_LEAST_PREFERRED = 101  # RFC 6350, 5.3: PREF runs from 1 (most) to 100
_NOT_THEIRS = frozenset({"fax", "pager", "modem", "bbs", "telex", "main"})
_THEIRS = frozenset({"cell", "mobile", "iphone", "voice"})
_LABEL_NOT_THEIRS = re.compile(r"fax|pager|main|assistant|company", re.IGNORECASE)

_DIGIT = re.compile(r"\d")
_WEB = re.compile(
    r"(?:https?://)?[^\s:/?#@\"<>]+\.[^\s:/?#@\"<>]+(?::\d+)?(?:[/?#][^\s\"<>]*)?", re.IGNORECASE
)
_CHAT = re.compile(r"(?:xmpp|skype|sips?|im|msnim|aim|ymsgr|matrix|signal|tg):[^\s\"<>]+", re.IGNORECASE)
_HANDLE = re.compile(r"[\w%-]{3,100}")
_BORN = re.compile(r"(?:(\d{4})|-)-?(\d\d)-?(\d\d)(?:[T ].*)?", re.ASCII | re.DOTALL)
_POSTCODE = re.compile(r"^(?:\S*\d\S*\s+)+|(?:\s+\S*\d\S*)+$")

_FIRST_YEAR = 1880  # Apple writes 1604 where no year was given, others 1; nobody living is older than this
_LEAP_YEAR = 2000

# What Google and its telephones set on everybody.
_SYSTEM_GROUPS = frozenset({"mycontacts", "my contacts", "other contacts", "starred in android"})


def first(card: Iterable[Property], name: str) -> str:
    """Return the value of the first property of that name, still escaped, or ""."""
    return next((line.value for line in card if line.name == name), "")


def names(card: list[Property]) -> tuple[str, str, str]:
    """Return the name as shown, the given name and the family name; each may be ""."""
    parts = [clean(" ".join(components(part, ","))) for part in _structure(card, "N", 5)]
    family, given, further = parts[:3]
    shown = next((clean(unescaped(line.value), _NAME_LIMIT) for line in _preferred(card, "FN")), "")
    if not _is_name(shown):
        shown = clean(" ".join((given, further, family)), _NAME_LIMIT)
    if not _is_name(shown):
        shown = nickname(card)
    if not (given and family):
        # One word of N alone is the whole name as often as either half of it.
        return (shown, "", "") if _is_same(given or family, shown) else (shown, given, family)
    return shown, given, family


def nickname(card: list[Property]) -> str:
    """Return the first nickname, or ""."""
    found = (clean(part, _NAME_LIMIT) for part in components(first(card, "NICKNAME"), ","))
    return next((part for part in found if _is_name(part)), "")


def emails(card: list[Property]) -> tuple[str, ...]:
    """Return the e-mail addresses, the preferred first; one that stands in place of the name counts."""
    written = [unescaped(line.value) for line in _preferred(card, "EMAIL")]
    return _distinct(
        map(email_address, [*written, *(unescaped(line.value) for line in _preferred(card, "FN"))])
    )


def phones(card: list[Property]) -> tuple[str, ...]:
    """Return the phone numbers as written, the preferred first.

    Left out are fax machines and pagers, and what is somebody else's: the switchboard, the assistant.
    """
    labels = {line.group: line.value for line in card if line.name == "X-ABLABEL"}
    lines = [line for line in _preferred(card, "TEL") if _is_theirs(line, labels.get(line.group, ""))]
    return _distinct(_phone(unescaped(line.value)) for line in lines)


def web_addresses(card: list[Property]) -> tuple[str, tuple[str, ...]]:
    """Return the slug of the first LinkedIn profile, or "", and every other address (web and chat)."""
    profile = ""
    urls: list[str] = []
    for line in _preferred(card, "URL", "SOCIALPROFILE", "X-SOCIALPROFILE", "IMPP"):
        url = clean(unescaped(line.value))
        slug = profile_slug(url) or _handle(line, url)
        if slug and not profile:
            profile = slug
        elif slug != profile or not slug:
            urls.append(url if _WEB.fullmatch(url) or _CHAT.fullmatch(url) else "")
    return profile, _distinct(urls)


def stints(card: list[Property]) -> tuple[Stint, ...]:
    """Pair organisations with titles: those of the same group (item1.ORG, item1.TITLE), the rest in order.

    ROLE stands in where there is no TITLE. A title without an organisation is nothing to go by.
    """
    titles = _all(card, "TITLE") or _all(card, "ROLE")
    organisations = _all(card, "ORG")
    owners = {line.group for line in organisations if line.group}
    found: list[Stint] = []
    for line in organisations:
        organisation, *departments = (clean(part) for part in components(line.value))
        title = _taken(titles, {line.group} & owners) or _taken(
            titles, {other.group for other in titles} - owners
        )
        found.append(Stint(organisation, title, clean(", ".join(filter(None, departments)))))
    return tuple(dict.fromkeys(stint for stint in found if stint.organisation))[:MOST_VALUES]


def groups(card: list[Property]) -> tuple[str, ...]:
    """Return the categories somebody chose; that every contact is a contact is left out."""
    words = (part for line in _all(card, "CATEGORIES") for part in components(line.value, ","))
    return _distinct(clean(word) for word in words if word.strip().lower() not in _SYSTEM_GROUPS)


def birthday(card: list[Property]) -> str:
    """Return the day of birth as "YYYY-MM-DD", "--MM-DD" when the year is not told, or ""."""
    for line in _all(card, "BDAY"):
        found = _BORN.fullmatch(line.value.strip())
        if found is None:
            continue
        year = found[1] or "0"
        is_known = int(year) >= _FIRST_YEAR and year != line.parameter("X-APPLE-OMIT-YEAR")
        try:
            day = date(int(year) if is_known else _LEAP_YEAR, int(found[2]), int(found[3]))
        except ValueError:
            continue
        return day.isoformat() if is_known else f"--{day:%m-%d}"
    return ""


def town(card: list[Property]) -> str:
    """Return the town of the first address that names one, without its postcode; never a street."""
    for line in _preferred(card, "ADR"):
        parts = components(line.value)
        place = _POSTCODE.sub("", clean(parts[3])) if len(parts) > 3 else ""
        if place and not _DIGIT.search(place):
            return place
    return ""


def _all(card: list[Property], *wanted: str) -> list[Property]:
    """Return the properties of these names that say something, one of each set of alternatives (ALTID)."""
    found: dict[tuple[str, str], Property] = {}
    for number, line in enumerate(card):
        if line.name in wanted and line.value.strip():
            found.setdefault((line.name, line.parameter("ALTID") or f"#{number}"), line)
    return list(found.values())


def _preferred(card: list[Property], *wanted: str) -> list[Property]:
    return sorted(_all(card, *wanted), key=_preference)


def _preference(line: Property) -> int:
    given = line.parameter("PREF")
    if given.isascii() and given.isdigit() and len(given) <= 3:
        return int(given)
    return 1 if "pref" in line.types() else _LEAST_PREFERRED


def _structure(card: list[Property], name: str, length: int) -> list[str]:
    lines = _preferred(card, name)
    parts = components(lines[0].value) if lines else []
    return (parts + [""] * length)[:length]


def _taken(lines: list[Property], among: set[str]) -> str:
    """Take the first line of one of these groups out of the list and return its text, or ""."""
    line = next((line for line in lines if line.group in among), None)
    if line is None:
        return ""
    lines.remove(line)
    return clean(unescaped(line.value))


def _handle(line: Property, url: str) -> str:
    """Return the slug of a LinkedIn profile given by its handle alone (Apple's X-SOCIALPROFILE)."""
    if "linkedin" not in line.types() and line.parameter("SERVICE-TYPE").lower() != "linkedin":
        return ""
    handle = line.parameter("X-USER") or line.parameter("USERNAME") or url.removeprefix("x-apple:")
    return profile_slug(f"linkedin.com/in/{handle}") if _HANDLE.fullmatch(handle) else ""


def _is_theirs(line: Property, label: str) -> bool:
    types = line.types()
    return not (types & _NOT_THEIRS and not types & _THEIRS) and not (
        line.group and _LABEL_NOT_THEIRS.search(label)
    )


def _phone(value: str) -> str:
    """Return the number without the scheme of RFC 3966, or "" when it is none."""
    number = clean(unquote(value)).strip()
    if number[:4].lower() == "tel:":
        number = number[4:]
    return number[:_PHONE_LIMIT] if len(_DIGIT.findall(number)) > 2 else ""


def _is_name(text: str) -> bool:
    """Say whether a text can be a name: some letter, and no e-mail address."""
    return any(letter.isalpha() for letter in text) and not email_address(text)


def _is_same(half: str, shown: str) -> bool:
    return half.casefold() == shown.casefold()


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))[:MOST_VALUES]
