"""Who wrote to whom on LinkedIn, and when. What was written is looked at for one mark and forgotten."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from weaktie.core.readers import Hints
from weaktie.core.readers.csv_table import Line, Table
from weaktie.core.readers.dates import NotADay
from weaktie.core.readers.linkedin_encounters import Crowd
from weaktie.core.readers.linkedin_people import NOBODY
from weaktie.core.readers.table_reading import Reading, skipped_date
from weaktie.core.readers.text import NAME_LIMIT, clean, profile_slug, stable_key
from weaktie.core.rows import Encounter, Kind, Row, Skip

_SPONSORED = "spinmail-quill-editor"
"""LinkedIn wraps paid mail in an element of this class."""

_LINKS = re.compile(r"(?:https?://)?[\w.]{0,30}linkedin\.com/in/[^\s,;\"]+", re.IGNORECASE)
_LISTED = 2_000
"""Characters of a list of receivers that are read."""

_MOST_COMMAS = 3
"""A name with its degrees seldom holds more."""

_DEGREE = re.compile(
    r"(?=.{1,14}$)(?:[A-Z]{2,8}\d?(?:[-/ ][A-Z]{1,6})*|(?:[A-Za-z]{1,4}\.)+[A-Za-z]{0,4}"
    r"|Ph ?D|PharmD|EdD|Esq|Jr|Sr|II|III|IV)\.?"
)
"""What may follow a comma inside a name: degrees, titles, generations."""


class _Sent(NamedTuple):
    """One message whose people are still to be told apart."""

    where: str
    conversation: str
    key: int
    at: int
    sender: tuple[str, str]
    to: str
    slugs: tuple[str, ...]


class Messages(Reading):
    """messages.csv (Messages.csv in 2018), in all its forms of 6 to 13 columns.

    Lists of receivers join names with commas that names hold too, and older exports have no addresses of
    receivers; so such messages wait until the file has told all names it knows.
    """

    dated = "date"

    def __init__(self, table: Table, hints: Hints) -> None:
        super().__init__(table, hints)
        self._crowd = Crowd()
        self._waiting: list[_Sent] = []
        self._names: dict[str, str] = {}
        self._slugs: dict[tuple[str, str], str] = {}
        self._named: dict[str, str] = {}

    def take(self, line: Line) -> Iterator[Row]:
        """Yield runs of messages, or why this line is none that tells of a tie."""
        reason = _no_tie(line)
        if reason:
            yield Skip(line.where, reason)
            return
        try:
            at = self.instant(line)
        except NotADay as flaw:
            # What stands in a row that is out of place may be private: it is not repeated.
            yield skipped_date(line, "", flaw, "the message is left out")
            return

        name, slug = line.text("from", NAME_LIMIT), profile_slug(line["senderprofileurl"])
        to = line.text("to", _LISTED)
        slugs = tuple(dict.fromkeys(filter(None, map(profile_slug, _links(line["recipientprofileurls"])))))
        conversation = line.text("conversationid")
        key = stable_key(
            "linkedin message", conversation, str(at), name.casefold(), "" if conversation else to
        )
        sent = _Sent(line.where, conversation, key, at, (name, slug), to, slugs)
        self._learn(conversation, name, slug)
        if slug and len(slugs) == 1 and "," not in to:
            receiver = clean(to, NAME_LIMIT)
            self._learn(conversation, receiver, slugs[0])
            yield from self._hand_on(sent, [(receiver, slugs[0])])
        else:
            self._waiting.append(sent)

    def finish(self) -> Iterator[Row]:
        """Yield the messages that had to wait, and the last run."""
        for sent in self._waiting:
            yield from self._hand_on(sent, self._receivers(sent))
        yield from self._crowd.hand_on()

    def _learn(self, conversation: str, name: str, slug: str) -> None:
        if name.lower() in NOBODY:
            return
        self._names[name.casefold()] = name
        if slug:
            self._slugs[conversation, name.casefold()] = slug
            self._named.setdefault(slug, name)

    def _receivers(self, sent: _Sent) -> list[tuple[str, str]]:
        """Return names and slugs of the receivers, as far as they can be told apart."""
        names = [name for name in names_in(sent.to, self._names) if name.lower() not in NOBODY]
        if len(sent.slugs) == 1 and names and not all(name.casefold() in self._names for name in names):
            names = [", ".join(names)]
        if len(names) == len(sent.slugs):
            return list(zip(names, sent.slugs, strict=True))
        if sent.slugs:
            return [(self._named.get(slug, ""), slug) for slug in sent.slugs]
        return [(name, self._slugs.get((sent.conversation, name.casefold()), "")) for name in names]

    def _hand_on(self, sent: _Sent, receivers: Sequence[tuple[str, str]]) -> Iterator[Row]:
        name, slug = sent.sender
        slug = slug or self._slugs.get((sent.conversation, name.casefold()), "")
        author = self._crowd.number(name, slug)
        to = dict.fromkeys(self._crowd.number(*receiver) for receiver in receivers)
        to.pop(author, None)
        if not to:
            yield Skip(sent.where, "It was sent to nobody else.")
        else:
            yield from self._crowd.add(Encounter(sent.key, sent.at, Kind.MESSAGE, author, tuple(to)))


def names_in(listed: str, known: Collection[str]) -> list[str]:
    """Split names joined by commas, which names hold too; `known` are whole names, case-folded."""
    parts = [part for part in (clean(part) for part in listed.split(",")) if part]
    names: list[str] = []
    start = 0
    while start < len(parts):
        end = start + 1
        for longer in range(min(len(parts), start + 1 + _MOST_COMMAS), start + 1, -1):
            if ", ".join(parts[start:longer]).casefold() in known:
                end = longer
                break
        name = ", ".join(parts[start:end])
        if names and name.casefold() not in known and _DEGREE.fullmatch(name):
            names[-1] += f", {name}"
        else:
            names.append(name)
        start = end
    return names


def _no_tie(line: Line) -> str:
    """Return why a row of messages.csv tells of no tie between people, or ""."""
    if any(
        line.text(draft).lower() in ("yes", "true") for draft in ("ismessagedraft", "isconversationdraft")
    ):
        return "A draft that was never sent."
    if line.text("folder").upper() == "SPAM":
        return "It lies in the spam folder."
    if line.text("from").lower() in NOBODY:
        return "Its sender has left LinkedIn."
    if _SPONSORED in line["content"][:500]:
        return "A sponsored message."
    receivers = {part.strip().lower() for part in line["to"][:_LISTED].split(",")}
    if receivers <= NOBODY and not line["recipientprofileurls"].strip():
        return "Its receiver has left LinkedIn."
    return ""


def _links(cell: str) -> list[str]:
    return _LINKS.findall(cell[: _LISTED * 10])
