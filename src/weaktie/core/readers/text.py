"""Text as it comes out of files, made safe to keep; and the stable names of things in files."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from urllib.parse import unquote

NAME_LIMIT = 200
"""Longest name of a person kept, in characters."""

# Unicode 15: control and format characters that show nothing or turn the text round, variation selectors,
# fillers that look like nothing, tags (U+E0000 to U+E0FFF), halves of surrogate pairs, noncharacters.
# Whitespace among the controls is missing here on purpose: it becomes a blank.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff]+"
)

# RFC 5321, 4.5.3.1: at most 64 characters before the @ and 254 altogether. A dot in the domain is asked
# for, because addresses without one name machines and Exchange entries.
# IMCEA is Exchange's wrapping of an address that is not one of mail's.
_EMAIL = re.compile(r'(?!/|imcea)[^\s@<>()\[\],;:"\\]{1,64}@(?:[^\W_][\w-]{0,62}\.)+[^\W\d_][\w-]{1,62}')
_EMAIL_LIMIT = 254

_PROFILE = re.compile(
    r"\s*(?:https?\\?:)?(?://)?(?:[\w-]{1,63}\.){0,3}linkedin\.com/(?:mwlite/)?in/([^/?#\s,;\"<>]+)",
    re.IGNORECASE,
)


def clean(value: str, limit: int = 300) -> str:
    """Return the text in NFC on one line, without invisible characters, of at most `limit` characters."""
    if value.isascii() and value.isprintable() and "  " not in value:
        return value.strip()[:limit].rstrip()

    # Cut before normalising: putting a long run of combining marks in order takes quadratic time.
    visible = _INVISIBLE.sub("", value[: limit * 4])
    return unicodedata.normalize("NFC", " ".join(visible.split()))[:limit].rstrip()


def email_address(value: str) -> str:
    """Return the address in lower case, or "" when this is none (X.500 and Exchange names are none)."""
    if "@" not in value:
        return ""
    address = clean(value).strip(" '\"<>").lower().removeprefix("mailto:").rstrip(".")
    if len(address) > _EMAIL_LIMIT or not _EMAIL.fullmatch(address):
        return ""
    return address


def profile_slug(url: str) -> str:
    """Return what follows /in/ in a LinkedIn address, decoded and in lower case, or "" when it is none.

    The scheme may be missing or escaped (`https\\://`), the host may carry a country or `m.`.
    """
    found = _PROFILE.match(url)
    if found is None:
        return ""
    return clean(unquote(found[1]), NAME_LIMIT).lower().partition("/")[0]


def stable_key(*parts: str) -> int:
    """Return 63 bits that are the same for the same parts on every machine and for ever."""
    return int.from_bytes(_digest(parts)) >> 1


def stable_name(*parts: str) -> str:
    """Return 16 hexadecimal digits that are the same for the same parts on every machine and for ever."""
    return _digest(parts).hex()


def _digest(parts: tuple[str, ...]) -> bytes:
    return blake2b("\x00".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
