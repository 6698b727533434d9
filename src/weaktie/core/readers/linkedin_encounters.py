"""Who invited, recommended or endorsed whom on LinkedIn, and when; never in what words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from weaktie.core.readers import Hints
from weaktie.core.readers.contact_fields import full_name, stints
from weaktie.core.readers.csv_table import Line, Table
from weaktie.core.readers.dates import NotADay
from weaktie.core.readers.linkedin_people import NOBODY
from weaktie.core.readers.table_reading import Reading, skipped_date
from weaktie.core.readers.text import NAME_LIMIT, profile_slug, stable_key, stable_name
from weaktie.core.rows import OWNER, Contact, Encounter, Encounters, Kind, Owner, Party, Row, Skip

_RUN = 1_000
"""Encounters handed on at a time."""

_DAY = 86_400

_WITHDRAWN = frozenset(("deleted", "declined", "rejected", "withdrawn", "draft", "requested"))
"""States in which a recommendation or endorsement was not given after all, in lower case."""


class Crowd:
    """The parties of one file, numbered as they appear, and the encounters not yet handed on."""

    def __init__(self) -> None:
        self._numbers: dict[Party, int] = {}
        self._new: list[Party] = []
        self._rows: list[Encounter] = []

    def number(self, name: str, profile: str) -> int:
        """Return the index of a party, giving it the next one when it is new."""
        party = Party(name, "", profile)
        number = self._numbers.get(party)
        if number is None:
            number = self._numbers[party] = len(self._numbers)
            self._new.append(party)
        return number

    def add(self, encounter: Encounter) -> Iterator[Encounters]:
        """Keep an encounter; yield a run when enough are kept."""
        self._rows.append(encounter)
        if len(self._rows) >= _RUN:
            yield from self.hand_on()

    def hand_on(self) -> Iterator[Encounters]:
        """Yield what is kept, if anything."""
        if self._rows:
            yield Encounters(tuple(self._new), tuple(self._rows))
            self._new, self._rows = [], []


class Invitations(Reading):
    """Invitations.csv: mostly those still open or recent. It names its owner better than any other file."""

    dated = "sentat"

    def __init__(self, table: Table, hints: Hints) -> None:
        super().__init__(table, hints)
        self._crowd = Crowd()
        self._owners: Counter[tuple[str, str]] = Counter()

    def take(self, line: Line) -> Iterator[Row]:
        """Yield runs of invitations, the owner at one end of each."""
        direction = line.text("direction").upper()
        if direction not in ("OUTGOING", "INCOMING"):
            yield Skip(line.where, "It does not say who invited whom; the row is left out.")
            return

        inviter = line.text("from", NAME_LIMIT), profile_slug(line["inviterprofileurl"])
        invitee = line.text("to", NAME_LIMIT), profile_slug(line["inviteeprofileurl"])
        is_outgoing = direction == "OUTGOING"
        owner, other = (inviter, invitee) if is_outgoing else (invitee, inviter)
        if owner[0].lower() not in NOBODY:
            self._owners[owner] += 1
        if other[0].lower() in NOBODY and not other[1]:
            yield Skip(line.where, "The other person has left LinkedIn; the invitation is left out.")
            return

        try:
            at = self.instant(line)
        except NotADay as flaw:
            yield skipped_date(line, line[self.dated], flaw, "the invitation is left out")
            return
        key = stable_key("linkedin invitation", inviter[0].casefold(), invitee[0].casefold(), str(at))
        number = self._crowd.number(*other)
        author, to = (OWNER, number) if is_outgoing else (number, OWNER)
        yield from self._crowd.add(Encounter(key, at, Kind.INVITATION, author, (to,)))

    def finish(self) -> Iterator[Row]:
        """Yield the last run, and the owner as most rows name them."""
        yield from self._crowd.hand_on()
        for (name, profile), _ in self._owners.most_common(1):
            yield Owner("all lines", name=name, profile=profile)


class _Praise(Reading):
    """What recommendations and endorsements share: a person, a day, and the owner at the other end."""

    kind = Kind.RECOMMENDATION
    is_given = False
    names = ("firstname", "lastname")
    state = "status"
    link = ""

    def __init__(self, table: Table, hints: Hints) -> None:
        super().__init__(table, hints)
        self._crowd = Crowd()
        self._seen: set[str | int] = set()

    def take(self, line: Line) -> Iterator[Row]:
        """Yield the person once, and one encounter for each day on which it happened."""
        name = full_name(line, *self.names)
        slug = profile_slug(line[self.link])
        if name.lower() in NOBODY and not slug:
            yield Skip(line.where, "It names nobody; the row is left out.")
            return
        if line.text(self.state).lower() in _WITHDRAWN:
            yield Skip(line.where, "It was not given in the end; the row is left out.")
            return

        contact = self._contact(line, name, slug)
        if contact.key not in self._seen:
            self._seen.add(contact.key)
            yield contact
        try:
            at = self.instant(line)
        except NotADay as flaw:
            yield skipped_date(line, line[self.dated], flaw, f"the person is in, the {self.kind} is not")
            return
        # Several skills endorsed in one go are one act; names stay the same in exports without addresses.
        direction = "given" if self.is_given else "received"
        key = stable_key(f"linkedin {self.kind} {direction}", name.casefold(), str(at // _DAY))
        if key not in self._seen:
            self._seen.add(key)
            number = self._crowd.number(name, slug)
            author, to = (OWNER, number) if self.is_given else (number, OWNER)
            yield from self._crowd.add(Encounter(key, at, self.kind, author, (to,)))

    def finish(self) -> Iterator[Row]:
        """Yield the last run."""
        yield from self._crowd.hand_on()

    def _contact(self, line: Line, name: str, slug: str) -> Contact:
        # A recommendation stays the same in later exports, so its date tells namesakes apart.
        told_by = line.text(self.dated) if self.kind is Kind.RECOMMENDATION else ""
        return Contact(
            where=line.where,
            key=f"in:{slug}" if slug else stable_name(name.casefold(), told_by),
            name=name,
            given=line.text(self.names[0], NAME_LIMIT),
            family=line.text(self.names[1], NAME_LIMIT),
            profile=slug,
            work=stints(line.text("company"), line.text("jobtitle")),
        )


class RecommendationsReceived(_Praise):
    """Recommendations_Received.csv."""

    dated = "creationdate"


class RecommendationsGiven(RecommendationsReceived):
    """Recommendations_Given.csv."""

    is_given = True


class EndorsementsReceived(_Praise):
    """Endorsement_Received_Info.csv; an endorsement not yet accepted was still made."""

    kind = Kind.ENDORSEMENT
    dated = "endorsementdate"
    names = ("endorserfirstname", "endorserlastname")
    state = "endorsementstatus"
    link = "endorserpublicurl"


class EndorsementsGiven(EndorsementsReceived):
    """Endorsement_Given_Info.csv."""

    is_given = True
    names = ("endorseefirstname", "endorseelastname")
    link = "endorseepublicurl"
