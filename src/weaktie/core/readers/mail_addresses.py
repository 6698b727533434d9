"""Take address headers apart: which people, by what names, at which addresses.

RFC 5322, 3.4 says how addresses are written; mailboxes hold thirty years of programs that did not read it:
names with bare commas, missing brackets and quotes, semicolons between addresses, encoded words in quotes.
A header is first cut into mailboxes, which is cheap and done for every letter; decoding one is dear and
done once for all letters that bear the same bytes.
"""

from __future__ import annotations

import re

from weaktie.core.readers.mail_words import decoded, domain_in_its_letters
from weaktie.core.readers.text import NAME_LIMIT, clean, email_address

LIST_LIMIT = 32 * 1024
"""Longest address header that is cut up, in bytes: room for fifty names in encoded words, twice."""

_MAILBOX_LIMIT = 1_000
"""Longest mailbox that is decoded, in bytes."""

# Possessive quantifiers (+ after * or +) keep these patterns linear whatever they are fed. They stand on
# single characters only: on groups, Python before 3.11.5 gets them wrong (its issue 106052).
_TRICKY = re.compile(rb'["(;:\\]')
_MAILBOX = re.compile(rb'(?:[^",;<(]++|"[^"\\]*+(?:\\.?[^"\\]*+)*"?|<[^<>,;]*+>?|\([^()]*+\)?)+')
_GROUP_NAME = re.compile(rb'[^"<@:]*+:')

_PLAIN = re.compile(r"""\s*+["']*+([^"'<>(),;:@\\=]*+)["']*+\s*+<([^<>"@\s]++@[^<>"@\s]++)>\s*+""")
_QUOTED = re.compile(r'"([^"\\]*+(?:\\.?[^"\\]*+)*)"?')
_ESCAPED = re.compile(r"\\(.)")
_IN_BRACKETS = re.compile(r"<([^<>]*+)>?")
_BARE = re.compile(r"""(?<![^\s"'<>(),;:])[^\s"'<>(),;:@]++@[^\s"'<>(),;:@]++""")
_COMMENT = re.compile(r"\(([^()]*+)\)")


def mailboxes(value: bytes) -> list[bytes]:
    """Cut an address header into mailboxes, as they stand; groups are opened and their names dropped."""
    value = value[:LIST_LIMIT]
    if _TRICKY.search(value) is None:
        cut = value.split(b",")
    else:
        # With an odd number of quotes one is missing, and the others would quote the wrong halves.
        whole = value.replace(b'"', b"") if value.count(b'"') % 2 else value
        cut = [_without_group_name(mailbox) for mailbox in _MAILBOX.findall(whole)]
    return cut if len(cut) == 1 or value.count(b"@") == len(cut) else _with_comma_names(cut)


def name_and_address(mailbox: bytes) -> tuple[str, str]:
    """Return (name, e-mail) of one mailbox; either is "" when it is not there or cannot be read."""
    if len(mailbox) > _MAILBOX_LIMIT:
        return "", ""

    # Latin-1 keeps bytes apart one by one; what they mean is decoded when it is clear what they are.
    text = mailbox.decode("latin-1")
    if plain := _PLAIN.fullmatch(text):
        name, address = plain.groups()
    else:
        name, address = _taken_apart(text)
    if not address and "=?" in text:
        name, address = _taken_apart(decoded(mailbox))
        return _person_name(name), _email(address)
    return _person_name(decoded(name.encode("latin-1"))), _email(decoded(address.encode("latin-1")))


def _without_group_name(mailbox: bytes) -> bytes:
    group_name = _GROUP_NAME.match(mailbox)
    return mailbox[group_name.end() :] if group_name else mailbox


def _with_comma_names(cut: list[bytes]) -> list[bytes]:
    """Join `Hassan` and `Omar <omar@x.example>`, cut apart at a comma that should have been quoted."""
    whole = []
    surname = b""
    for mailbox in cut:
        if b"@" in mailbox or b"=?" in mailbox:
            whole.append(surname + b"," + mailbox if surname and b"<" in mailbox else mailbox)
            surname = b""
        else:
            surname = mailbox.strip()
    return whole


def _taken_apart(text: str) -> tuple[str, str]:
    """Return (name, address) of a mailbox in one of the less usual forms, both still encoded."""
    unquoted = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    found = _IN_BRACKETS.search(unquoted) or _BARE.search(unquoted)
    if found is None or "@" not in found[0]:
        found = _BARE.search(text)
    if found is None:
        return "", ""

    around = f"{text[: found.start()]} {text[found.end() :]}"
    name = _COMMENT.sub(" ", around)
    if not name.strip(" \t\n\"'"):
        name = " ".join(_COMMENT.findall(around))
    return _ESCAPED.sub(r"\1", _QUOTED.sub(r"\1", name)), found[0]


def _email(address: str) -> str:
    """Return an address as readers of other files write it, a foreign domain in its own letters."""
    email = email_address(address.strip("<> \t\n").rpartition(":")[2])
    if "xn--" not in email:
        return email
    local, _, domain = email.partition("@")
    return email_address(f"{local}@{domain_in_its_letters(domain)}") or email


def _person_name(name: str) -> str:
    """Return a name fit to be shown; an address in the place of a name is none."""
    words = clean(name, NAME_LIMIT).strip(" \"',;").split(" ")
    return " ".join(word for word in words if "@" not in word)
