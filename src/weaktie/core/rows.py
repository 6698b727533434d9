"""What readers find in a file: plain rows, the same for every kind of export.

A reader turns bytes into these rows and nothing else. It never says who is who and never knows
who "me" is: it says what stands in the file, and where. Dates are `date`; instants are whole seconds
since 1970 in UTC. Every text is normalised Unicode (NFC) without control, zero-width or bidi characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

OWNER = -1
"""As an index of a party: the owner of this export, whoever that turns out to be."""


class Problem(Exception):
    """The file is refused whole. The text is one sentence a person can act on."""


class Kind(StrEnum):
    """Kinds of encounter between people."""

    MAIL = "mail"
    MEETING = "meeting"
    MESSAGE = "message"
    INVITATION = "invitation"
    RECOMMENDATION = "recommendation"
    ENDORSEMENT = "endorsement"


@dataclass(frozen=True, slots=True)
class Stint:
    """Time spent at an employer or a school. Dates are the first day of what is known (month, year)."""

    organisation: str
    title: str = ""
    department: str = ""
    started: date | None = None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """One person as one source describes them.

    `key` names the same entry in another export of the same kind (a profile address, a card's UID, else a
    hash of name and addresses): a later export with the same key and other content is a change, not a
    new person. E-mails are lower case; `profile` is the lower-case slug after /in/ of a LinkedIn address;
    phones are as written (E.164 needs the seeker's country, so it is made later). `born` (ISO date or
    "--MM-DD") and `place` (a town, never a street) serve to tell namesakes apart and are never shown.
    """

    where: str
    key: str
    name: str
    given: str = ""
    family: str = ""
    nickname: str = ""
    maiden: str = ""
    emails: tuple[str, ...] = ()
    profile: str = ""
    urls: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    work: tuple[Stint, ...] = ()
    schools: tuple[Stint, ...] = ()
    connected: date | None = None
    groups: tuple[str, ...] = ()
    born: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """What the export says of its owner."""

    where: str
    name: str = ""
    maiden: str = ""
    emails: tuple[str, ...] = ()
    profile: str = ""
    phones: tuple[str, ...] = ()
    work: tuple[Stint, ...] = ()
    schools: tuple[Stint, ...] = ()


class Party(NamedTuple):
    """One end of an encounter as the file names it: any field may be empty, not all of them."""

    name: str
    email: str = ""
    profile: str = ""


class Encounter(NamedTuple):
    """One message or meeting. Parties are indices into the file's list of parties, or OWNER.

    `key` is 63 bits of a hash of what identifies the encounter in any export (Message-ID; UID and start).
    `author` wrote or organised; `to` are addressed; `cc` are copied.
    """

    key: int
    at: int
    kind: Kind
    author: int
    to: tuple[int, ...] = ()
    cc: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Encounters:
    """A run of encounters. `parties` are those new since the last run of the same file: indices go on."""

    parties: tuple[Party, ...]
    rows: tuple[Encounter, ...]


@dataclass(frozen=True, slots=True)
class Interest:
    """An employer the owner follows, has saved a job of, or has applied to."""

    where: str
    organisation: str
    how: str  # "follows" | "saved" | "applied"
    title: str = ""
    url: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """A row left out (or taken without one of its parts), and why, in a sentence."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows, messages or cards were read, said once at the end of a file; `note` may say more."""

    read: int
    note: str = ""


class Turn(NamedTuple):
    """What somebody said in a transcript: the speaker or "", seconds after the start if known, the words."""

    speaker: str
    at: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Speech:
    """A run of turns of one transcript: its kind, the instant it started at if known."""

    kind: str
    started: int | None
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a public page, on one line; `where` is "title", the page of a PDF, or ""."""

    where: str
    text: str


Row = Contact | Owner | Encounters | Interest | Skip | Tally | Speech | Passage
