"""A tie in plain words: what was written, who answered, when they met."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from weaktie.core.ties import DAY, Context, Measure

FEW = 5
"""Up to so many messages are counted one by one; beyond, the last date says more."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# fmt: off
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on

APART = 31 * DAY
"""Words from both sides that lie further apart are no exchange: each side's last is said by itself."""

_ONLY_WRITTEN = int(Context.MAIL | Context.MESSAGE)
_ONLY_PRAISE = int(Context.RECOMMENDATION | Context.PRAISED | Context.PRAISED_BY)


def words(m: Measure, now: int, zone: tzinfo = UTC) -> str:
    """Say the tie in one line without a full stop: "You last wrote in June 2019, both ways".

    `now` is in seconds since 1970; months are those of the seeker's zone.
    """
    clauses = [_written(m, now, zone), _met(m, now, zone), _recommended(m, now, zone)]
    line = "; ".join(filter(None, clauses)) or _shared(m)
    return line[0].upper() + line[1:]


def _written(m: Measure, now: int, zone: tzinfo) -> str:
    if m.sent and m.received:
        return _both_ways(m, now, zone)
    if m.sent:
        return f"you wrote {_times(m.sent)}{_month(m.last_sent, now, zone)}, no answer so far"
    if m.received:
        count = "one message came" if m.received == 1 else f"{in_words(m.received)} messages came, the last"
        return f"{count} {_month(m.last_received, now, zone)}, you have not answered"
    return ""


def _both_ways(m: Measure, now: int, zone: tzinfo) -> str:
    if abs(m.last_sent - m.last_received) > APART:
        return f"{_few(m, zone, ': ')}{_each_side(m, now, zone)}"
    earlier, later = sorted((m.last_sent, m.last_received))
    few = _few(m, zone, ", both ways, the last ")
    if few:
        return f"{few}{_month(later, now, zone)}"
    return f"you last wrote {_months(earlier, later, now, zone)}, both ways"


def _few(m: Measure, zone: tzinfo, then: str) -> str:
    """Return how many messages there were while they can be counted on one hand, and since when."""
    count = m.sent + m.received
    if count > FEW:
        return ""
    # Only if nothing but messages is known is the first encounter the first message.
    known = not m.contexts & ~_ONLY_WRITTEN and not m.copied
    since = f" since {datetime.fromtimestamp(m.first, zone).year}" if known else ""
    return f"{in_words(count)} messages{since}{then}"


def _each_side(m: Measure, now: int, zone: tzinfo) -> str:
    wrote, heard = _month(m.last_sent, now, zone), _month(m.last_received, now, zone)
    if m.last_sent > m.last_received:
        return f"you last wrote {wrote}, and last heard {heard}"
    return f"you last heard {heard}, and last wrote {wrote}"


def _met(m: Measure, now: int, zone: tzinfo) -> str:
    if not m.meetings:
        return ""
    return f"you met {_times(m.meetings)}{_month(m.last_met, now, zone)}"


def _recommended(m: Measure, now: int, zone: tzinfo) -> str:
    """Say who recommended whom; when, if nothing else is known that the last encounter could be."""
    ways = (bool(m.contexts & Context.PRAISED), bool(m.contexts & Context.PRAISED_BY))
    if not any(ways):
        return ""
    said = {
        (True, True): "you recommended each other",
        (True, False): "you wrote a recommendation",
        (False, True): "a recommendation came",
    }[ways]
    when = f" {_month(m.last, now, zone)}" if not m.contexts & ~_ONLY_PRAISE and not all(ways) else ""
    return said + when + ("" if m.sent or m.received or m.meetings else ", no message between you")


def _shared(m: Measure) -> str:
    """Say what there is between two people who have neither written to each other nor met."""
    for context, shared in (
        (Context.EMPLOYER, "you worked at the same place"),
        (Context.SCHOOL, "you went to the same school"),
        (Context.CONNECTED, "you are connected"),
    ):
        if m.contexts & context:
            return f"{shared}, no message between you"
    if m.copied and m.contexts & _ONLY_WRITTEN:
        return "you were in the same threads, no message between you"
    for context, shared in (
        (Context.ENDORSEMENT, "an endorsement"),
        (Context.INVITATION, "an invitation"),
    ):
        if m.contexts & context:
            return f"{shared}, no message between you"
    return "you have not met"


def _times(count: int) -> str:
    return "" if count == 1 else "twice, last " if count == 2 else f"{in_words(count)} times, last "


def in_words(count: int) -> str:
    """Say a count: up to ten in a word."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def _month(at: int, now: int, zone: tzinfo) -> str:
    then, today = (datetime.fromtimestamp(moment, zone) for moment in (at, now))
    ago = (today.year - then.year) * 12 + today.month - then.month
    return ("this month", "last month")[ago] if ago in (0, 1) else f"in {MONTHS[then.month - 1]} {then.year}"


def _months(earlier: int, later: int, now: int, zone: tzinfo) -> str:
    """Say the month or the two in which both sides wrote: "in May and June 2019"."""
    first, last = _month(earlier, now, zone), _month(later, now, zone)
    if first == last:
        return last
    if not last.startswith("in "):
        return f"{first} and {last}" if first.startswith("in ") else f"{last} and the month before"
    month, year = first.removeprefix("in ").split()
    same = last.endswith(year)
    return f"in {month} and {last.removeprefix('in ')}" if same else f"{first} and {last.removeprefix('in ')}"
