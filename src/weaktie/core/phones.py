"""Telephone numbers in one form: E.164 (ITU-T), "+" and digits only."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat

_LONGEST = 40  # no number with its extension is longer; anything that is, is not a number
_SHORTEST = 6  # digits; shorter ones are extensions and service numbers


@lru_cache(maxsize=1 << 15)
def e164(text: str, country: str) -> str:
    """Return a number as written in E.164, or "" if it is none.

    `country` is the seeker's (ISO 3166-1, two letters): a number without "+" or "00" is read as dialled
    there; with "" only international numbers are read. An extension is left out.
    """
    written = text.strip()
    if len(written) > _LONGEST or len(re.findall(r"\d", written)) < _SHORTEST:
        return ""

    try:
        number = phonenumbers.parse(_international(written), country.upper() or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def zone(number: str) -> str:
    """Return the time zone in which a number in E.164 rings, or "" where there are several."""
    # Only here: the table of zones takes a tenth of a second to load, and imports have no use for it.
    from phonenumbers.timezone import time_zones_for_number

    try:
        found = time_zones_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return ""
    return str(found[0]) if len(found) == 1 and "/" in found[0] and not found[0].startswith("Etc/") else ""


def country(number: str) -> str:
    """Return the country (ISO 3166-1, two letters) of a number in E.164, or ""."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""
    except phonenumbers.NumberParseException:
        return ""


def _international(written: str) -> str:
    # In the United States 00 is not the way out, but nobody there writes a home number with it either.
    without_tel = re.sub(r"^tel:", "", written, flags=re.IGNORECASE)
    return re.sub(r"^\s*00\s*(?=[1-9])", "+", without_tel)
