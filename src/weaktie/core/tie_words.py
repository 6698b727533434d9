"""A tie in plain words: what was written, who answered, when they met."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from weaktie.core.ties import Context, Measure

FEW = 5
"""Up to so many messages are counted one by one; beyond, the last date says more."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# fmt: off
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on

_ONLY_WRITTEN = int(Context.MAIL | Context.MESSAGE)


def words(m: Measure, now: int, zone: tzinfo = UTC) -> str:
    """Say the tie in one line without a full stop: "You last wrote in June 2019, both ways".

    `now` is in seconds since 1970; months are those of the seeker's zone.
    """
    clauses = [clause for clause in (_written(m, now, zone), _met(m, now, zone)) if clause]
    line = "; ".join(clauses) or _shared(m)
    return line[0].upper() + line[1:]


def _written(m: Measure, now: int, zone: tzinfo) -> str:
    when = _month(max(m.last_sent, m.last_received), now, zone)
    if m.sent and m.received:
        return _both_ways(m, when, zone)
    if m.sent:
        return f"you wrote {_times(m.sent)}{when}, no answer so far"
    if m.received:
        count = "one message came" if m.received == 1 else f"{_number(m.received)} messages came, the last"
        return f"{count} {when}, you have not answered"
    return ""


def _both_ways(m: Measure, when: str, zone: tzinfo) -> str:
    count = m.sent + m.received
    if count > FEW:
        return f"you last wrote {when}, both ways"
    # Only if nothing but messages is known is the first encounter the first message.
    known = not m.contexts & ~_ONLY_WRITTEN and not m.copied
    since = f" since {datetime.fromtimestamp(m.first, zone).year}" if known else ""
    return f"{_number(count)} messages{since}, both ways, the last {when}"


def _met(m: Measure, now: int, zone: tzinfo) -> str:
    if not m.meetings:
        return ""
    return f"you met {_times(m.meetings)}{_month(m.last_met, now, zone)}"


def _shared(m: Measure) -> str:
    """Say what there is between two people who have neither written to each other nor met."""
    for context, shared in (
        (Context.EMPLOYER, "you worked at the same place"),
        (Context.SCHOOL, "you went to the same school"),
        (Context.CONNECTED, "you are connected"),
    ):
        if m.contexts & context:
            return f"{shared}, no message between you"
    return "you were in the same threads, no message between you" if m.copied else "you have not met"


def _times(count: int) -> str:
    return "" if count == 1 else "twice, last " if count == 2 else f"{_number(count)} times, last "


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def _month(at: int, now: int, zone: tzinfo) -> str:
    then, today = (datetime.fromtimestamp(moment, zone) for moment in (at, now))
    ago = (today.year - then.year) * 12 + today.month - then.month
    return ("this month", "last month")[ago] if ago in (0, 1) else f"in {MONTHS[then.month - 1]} {then.year}"
