"""What brings somebody back: a posting, or a job heard of, where the seeker has talked with them.

Everybody there is brought back, once for each posting, with what they said; nobody who said no, nobody for
what they told themselves, and nobody after a month.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from weaktie.core.drafts import Draft, Said, gap

FRESH = timedelta(days=30)
"""[J] After so many days a posting brings nobody back any more."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was talked with, and when: the employers that the conversation was about, by key."""

    person: int
    talk: int
    on: date
    employers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Posting:
    """A posting, or a job that was heard of before there was one (by whom, where that is known)."""

    row: str
    employer: str
    place: str
    role: str
    on: date
    is_posted: bool
    teller: int | None = None


@dataclass(frozen=True, slots=True)
class Back:
    """Somebody, the last conversation with them there, and what brings them back."""

    place: Place
    posting: Posting


def brought_back(
    places: Iterable[Place],
    postings: Iterable[Posting],
    today: date,
    *,
    said_no: Collection[int] = (),
    written: Mapping[int, date] | None = None,
) -> Iterator[Back]:
    """Yield who is brought back by what. `written` is when each was last sent such a note."""
    known = sorted(places, key=lambda place: (place.on, place.talk))
    for posting in _freshest(postings, today):
        there = {place.person: place for place in known if _counts(place, posting)}
        for person, place in there.items():
            last = (written or {}).get(person)
            if person not in said_no and (last is None or last < posting.on):
                yield Back(place, posting)


def _freshest(postings: Iterable[Posting], today: date) -> list[Posting]:
    """Return the latest of each employer: two postings are no reason for two notes."""
    found: dict[str, Posting] = {}
    for posting in sorted(postings, key=lambda one: (one.on, one.is_posted, one.row)):
        if posting.employer and posting.on <= today <= posting.on + FRESH:
            found[posting.employer] = posting
    return list(found.values())


def _counts(place: Place, posting: Posting) -> bool:
    is_new = place.on <= posting.on and (posting.is_posted or place.person != posting.teller)
    return is_new and posting.employer in place.employers


def note(
    *, called: str, place: str, role: str, is_posted: bool, day: str, said: Said | None, sender: str
) -> Draft:
    """Draft the note that asks for nothing. A job that is only heard of is not passed on in it."""
    if is_posted:
        what = f"{place} has a posting" + (f": {role}." if role else ".")
        begin = f"{what} It made me think of our conversation {day}."
    else:
        begin = f"Something about {place} came up this week, and I thought of our conversation {day}."
    words = ""
    if said is not None:
        quote = " ".join(said.text.split()).strip("“”\"' ")
        words = f"You said: “{quote}”" if said.is_quote else f"One thing stayed with me: {quote}"
    parts = (
        f"Hello {called},",
        begin,
        words,
        gap("what you did with it since"),
        "There is nothing to answer.",
    )
    return Draft(f"Our conversation {day}", "\n\n".join(part for part in (*parts, sender) if part))
