"""What an e-mail address tells about who is behind it: a role, an employer, the letters of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from weaktie.core.employers import domain_employer
from weaktie.core.folding import fold
from weaktie.core.names import Name

_ROLE_WORDS = (
    "abuse accounts accounting admin administration administrator advertising all alumni apply archive ask "
    "billing board booking bookings buero business calendar campus career careers ceo cfo chair clinic club "
    "comms communications community compliance conference contact contacto contactus cs customer "
    "customerservice data delivery design desk dev development director directors donotreply dpo editor "
    "editorial education empfang engineering enquiries enquiry events everyone exec facilities faq "
    "feedback finance frontdesk fundraising general global group hallo hello help helpdesk hi hiring "
    "hostmaster hr info information inquiries inquiry intern internal investors invoice invoices it jobs "
    "kontakt kundenservice law legal library list lists mail mailbox mailer mailerdaemon management manager "
    "marketing media member members membership news newsletter noreply notifications notify office "
    "operations ops order orders partner partners partnerships payroll people photos podcast post postmaster "
    "praxis press privacy product production program programme projects pr purchasing recepcion reception "
    "recruiting recruitment registrar registration reservations research root sales school secretary "
    "security sekretariat service services shop software staff store studio subscriptions success support "
    "survey system talent team tech technik tickets training travel treasurer trust us users vertrieb "
    "volunteer volunteers web webmaster welcome work"
)
_ROLES = frozenset(_ROLE_WORDS.split())
_ALWAYS_ROLE_WORDS = "info office sales support contact kontakt admin service noreply no"
_ALWAYS_ROLES = frozenset(_ALWAYS_ROLE_WORDS.split())
_HOUSEHOLD_WORDS = "home family familie famille familia famiglia fam haus casa rodzina"
_HOUSEHOLD = frozenset(_HOUSEHOLD_WORDS.split())
_IGNORES_DOTS = frozenset(("gmail.com", "googlemail.com"))

_SHORTEST_HANDLE = 5  # letters and digits; a shorter one is taken by many people
_MOST_TYPED_WRONG = 0.2  # share of an address's characters that two writings of it may differ in


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address. `key` is alike for all writings of one mailbox.

    `owner` is the employer whose domain it is ("" if free), `words` stand before the @, folded.
    """

    key: str
    local: str
    domain: str
    owner: str
    words: tuple[str, ...]
    is_role: bool

    @property
    def letters(self) -> str:
        """Return the letters before the @ without anything between them."""
        return "".join(self.words)


@lru_cache(maxsize=1 << 16)
def read_address(email: str) -> Address:
    """Read a lower-case e-mail address; what is behind a "+" belongs to the same mailbox."""
    local, _, domain = email.rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _IGNORES_DOTS:
        local, domain = local.replace(".", ""), "gmail.com"
    words = tuple(word for word in re.split(r"[^a-z]+", fold(local)) if word)
    is_role = bool(words) and (words[0] in _ALWAYS_ROLES or all(word in _ROLES for word in words))
    return Address(f"{local}@{domain}", local, domain, domain_employer(domain), words, is_role)


def guessed_name(address: Address) -> Name:
    """Return the name that the words before the @ seem to say ("ada.quill"), or an empty one."""
    words = address.words
    if (
        address.is_role
        or looks_shared(address)
        or len(words) not in (2, 3)
        or max(map(len, words)) < 3
        or not words[-1][1:]
    ):
        return Name()
    return Name(words[0], words[0], words[1:-1], (words[-1],))


def looks_shared(address: Address) -> bool:
    """Tell whether the words before the @ speak of a household."""
    return not _HOUSEHOLD.isdisjoint(address.words)


def rest_of_name(name: Name, address: Address) -> Name:
    """Return a name known by one word with the family name that the address adds ("adaquill"), or nothing."""
    rest = address.letters.removeprefix(name.given)
    is_whole = len(name.given) > 2 and rest != address.letters and len(rest) > 0 and not address.is_role
    return Name(name.given, name.first, (), (rest,)) if name.is_lone and is_whole else Name()


def spellings(name: Name) -> frozenset[str]:
    """Return the ways a full name is commonly run together in an address."""
    if not name.family or len(name.given) < 2:
        return frozenset()
    given, family = name.given, "".join(name.family)
    full = {given + family, family + given}
    short = {given[0] + family, family + given[0], given + family[0], name.first + family}
    if name.middle:
        short.add(given[0] + name.middle[0][0] + family)
    return frozenset(word for word in full | short if len(word) >= _SHORTEST_HANDLE)


def says_in_full(address: Address, name: Name) -> bool:
    """Tell whether the address spells both names in full."""
    family = "".join(name.family)
    return (
        bool(family) and len(name.given) > 1 and address.letters in (name.given + family, family + name.given)
    )


def spells(address: Address, name: Name) -> bool:
    """Tell whether an address is made from a name: its usual forms, or the given name and a letter or two."""
    letters = address.letters
    if letters in name.tokens or letters in spellings(name):
        return True
    return letters.startswith(name.given) and len(name.given) > 2 and len(letters) <= len(name.given) + 2


def is_handle(address: Address) -> bool:
    """Tell whether the part before the @ is distinct enough to be one person's habit."""
    return not address.is_role and len(address.local) >= _SHORTEST_HANDLE


def mistyped(one: Address, other: Address) -> bool:
    """Tell whether two addresses look like one, badly typed; a change of digits alone means two people."""
    if one.key == other.key or one.is_role or other.is_role:
        return False
    longest = max(len(one.key), len(other.key))
    limit = int(longest * _MOST_TYPED_WRONG)
    if OSA.distance(one.key, other.key, score_cutoff=limit) > limit:
        return False
    without_digits = re.sub(r"\d", "", one.key), re.sub(r"\d", "", other.key)
    return without_digits[0] != without_digits[1] and _same_place(one, other)


def _same_place(one: Address, other: Address) -> bool:
    """Tell whether the halves agree one by one: ada@x and ida@x are two people, however near."""
    if one.local == other.local:
        return bool(one.owner or other.owner)
    limit = max(len(one.local), len(other.local)) // 4
    return OSA.distance(one.local, other.local, score_cutoff=limit) <= limit
