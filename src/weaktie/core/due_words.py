"""What Today says of each thing: when, who, why it is there, and what is pressed.

Exact and short (DESIGN.md 5): late is said once, in words; the reason is a fact with a date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from weaktie.core.days import WEEK, counted, length, number
from weaktie.core.due import Matter, What

MOST_QUOTED = 180
"""Characters of a quotation; the whole stands on the page it leads to."""

DURATIONS = (
    (8, "a few minutes"),
    (20, "a quarter of an hour"),
    (45, "half an hour"),
    (80, "an hour"),
    (105, "an hour and a half"),
    (150, "two hours"),
)
"""[J] Up to how many minutes each is said."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one thing. The heading is `before`, the name, `after`, and `marked` in the highlighter."""

    eyebrow: str
    reason: str
    press: str
    before: str = ""
    after: str = ""
    marked: str = ""


def said(matter: Matter, now: datetime) -> Said:
    """Return the words of one thing at this moment of the seeker's clock."""
    return _WORDS[matter.what](matter, now)


def heading(matter: Matter, words: Said) -> str:
    """Return the heading as one text."""
    return f"{words.before}{matter.name}{words.after}{words.marked}"


def headline(things: int, minutes: int) -> str:
    """Return the headline of the page: how many things, about how long."""
    about = "" if minutes <= DURATIONS[0][0] else "about "
    return f"{counted(things, 'thing', 'things').capitalize()}, {about}{duration(minutes)}"


def duration(minutes: int) -> str:
    """Say about how long something takes."""
    for most, words in DURATIONS:
        if minutes <= most:
            return words
    return f"{number(round(minutes / 60))} hours"


def day(when: date, today: date) -> str:
    """Say a day inside a sentence: today, yesterday, on Friday, on 17 November, on 2 August 2025."""
    apart = (when - today).days
    close = {0: "today", -1: "yesterday", 1: "tomorrow"}
    return close.get(apart) or f"on {named(when, today)}"


def named(when: date, today: date) -> str:
    """Name a day: Friday, 17 November, 2 August 2025."""
    if abs((when - today).days) < WEEK:
        return f"{when:%A}"
    year = "" if when.year == today.year else f" {when.year}"
    return f"{when.day} {when:%B}{year}"


def ago(when: date, today: date) -> str:
    """Say how long ago a day was: today, yesterday, eleven days ago."""
    days = (today - when).days
    return {0: "today", 1: "yesterday"}.get(days) or f"{length(days)} ago"


def quoted(text: str) -> str:
    """Return a quotation in its marks, not too long."""
    whole = " ".join(text.split()).strip("“”\"' ")
    if len(whole) > MOST_QUOTED:
        whole = whole[:MOST_QUOTED].rsplit(" ", 1)[0] + "…"
    return f"“{whole}”"


def until(last: date, today: date) -> str:
    """Say a last day: by tonight, by tomorrow, by Friday; once it has passed, since when."""
    if last < today:
        return "since yesterday" if (today - last).days == 1 else f"since {named(last, today)}"
    return {0: "by tonight", 1: "by tomorrow"}.get((last - today).days) or f"by {named(last, today)}"


LENGTHS = {15: "fifteen", 20: "twenty", 25: "twenty-five", 30: "thirty", 40: "forty", 45: "forty-five"}


def _minutes(count: int) -> str:
    """Say how long a conversation is."""
    return f"{LENGTHS.get(count) or number(count)} {'minute' if count == 1 else 'minutes'}"


def _running(one: Matter, now: datetime) -> Said:
    begun = f"Begun at {one.at:%H:%M}, " if one.at else ""
    agreed = f"{_minutes(one.length)} agreed."
    reason = f"{begun}{agreed}"
    return Said("Going on now", _first(reason), "Back to the clock", "You talk with ")


def _offer(one: Matter, now: datetime) -> Said:
    told = ago(one.since, now.date())
    words = f"{_first(told)}: {quoted(one.quote)} " if one.quote else f"The yes came {told}. "
    if one.count:
        words = "The times you offered have passed. "
    why = "Two concrete times, soon, are easier to accept than an open question."
    return Said("A reply waits", words + why, "Offer two times", after=" said yes")


def _agreed(one: Matter, now: datetime) -> Said:
    told = _first(day(one.since, now.date()))
    reason = f"{told}, by way of {one.other}. Two concrete times, soon, are easiest to accept."
    return Said("An introduction", reason, "Offer two times", after=" agreed to talk")


def _named(one: Matter, now: datetime) -> Said:
    told = _first(ago(one.since, now.date()))
    words = f"{told}: {quoted(one.quote)} " if one.quote else f"{told}. "
    reason = f"{words}Thank {one.called}, and write down the name while it is fresh."
    return Said("A reply waits", reason, "Write down the name", after=" named somebody")


def _talk(one: Matter, now: datetime) -> Said:
    assert one.at is not None
    left = round((one.at - now).total_seconds() / 60)
    marked = f"in {counted(left, 'minute', 'minutes')}" if 0 < left <= 60 else "" if left > 60 else "now"
    way = f", {one.way[:1].lower()}{one.way[1:]}" if one.way else ""
    ready = {0: "No question is ready yet.", 1: "One question is ready."}.get(
        one.count, f"{number(one.count).capitalize()} questions are ready."
    )
    reason = f"{_first(_minutes(one.length))}{way}. {ready}"
    after = f" at {one.at:%H:%M}" + (", " if marked else "")
    return Said("A conversation", reason, "Open the brief", after=after, marked=marked)


def _missed(one: Matter, now: datetime) -> Said:
    when = f", {day(one.at.date(), now.date())} at {one.at:%H:%M}" if one.at else ""
    reason = "It was to begin then, and nothing is noted. Did you talk, or did it move?"
    return Said("A conversation", reason, "Say what happened", after=when)


def _debrief(one: Matter, now: datetime) -> Said:
    when = f"You talked {day(one.since, now.date())}"
    till = f" until {one.at:%H:%M}" if one.at and one.since == now.date() else ""
    reason = f"{when}{till}. Five minutes, filled in from your notes; it is clearest on the same day."
    return Said(f"The debrief, {until(one.since, now.date())}", reason, "Write it down")


def _thanks(one: Matter, now: datetime) -> Said:
    use = "Say what you did with it, or what you will do and by when."
    if one.quote:
        reason = f"{_cited(one)} {use}"
    else:
        reason = f"You talked {day(one.since, now.date())}. Name one thing that stayed with you. {use}"
    return Said(f"Thanks, {_by_hour(one, now)}", reason, "Write the thanks")


def _promise(one: Matter, now: datetime) -> Said:
    when = until(one.by_day, now.date()) if one.by_day else "no day was said"
    words = quoted(one.text if one.text.endswith((".", "!", "?", "…")) else f"{one.text}.")
    reason = f"{words} You said so {day(one.since, now.date())}."
    return Said(f"You promised, {when}", reason, "Mark as kept", "Your promise to ")


def _report(one: Matter, now: datetime) -> Said:
    told = _first(ago(one.since, now.date()))
    words = f"{told}: {_cited(one)}" if one.quote else f"You talked {ago(one.since, now.date())}."
    reason = f"{words} {one.called} would want to know what you did with it."
    last = until(one.by_day, now.date()) if one.by_day else ""
    return Said(f"Tell them what came of it, {last}", reason, f"Write to {one.called}")


def _introducer(one: Matter, now: datetime) -> Said:
    when = day(one.since, now.date())
    reason = f"You talked with {one.other} {when}, thanks to {one.called}. One line is enough."
    last = until(one.by_day, now.date()) if one.by_day else ""
    return Said(f"Whoever introduced you, {last}", reason, f"Write to {one.called}")


def _memory(one: Matter, now: datetime) -> Said:
    what = f"{one.text} at {one.place}" if one.text else one.place
    found = f"There is a posting: {what}." if one.count else f"A job may come: {what}."
    words = f"You talked {day(one.since, now.date())}"
    if one.quote and one.is_exact:
        words += f", and {one.called} said: {quoted(one.quote)}"
    elif one.quote:
        words += f", and you noted {quoted(one.quote)}."
    else:
        words += "."
    return Said("This brings somebody back", f"{found} {words}", "See the note")


def _follow_up(one: Matter, now: datetime) -> Said:
    reason = (
        f"You asked {day(one.since, now.date())}; seven working days are over without an answer. "
        "One more short message, then it rests."
    )
    last = f", {until(one.by_day, now.date())}" if one.by_day else ""
    return Said(f"The one follow-up{last}", reason, "Write it")


def _close(one: Matter, now: datetime) -> Said:
    days = (now.date() - one.since).days
    reason = f"You asked {length(days)} ago. How did it end?"
    return Said(f"Silent since {named(one.since, now.date())}", reason, "No answer")


def _ask(one: Matter, now: datetime) -> Said:
    return Said("Whom to ask", one.text, f"Write to {one.called}")


def _letter(one: Matter, now: datetime) -> Said:
    reason = f"{one.called} gave you time. The letter says what came of it; read it, change it, send it."
    return Said("What came of your search", reason, "Read the letter")


def _withdraw(one: Matter, now: datetime) -> Said:
    reason = f"You asked {day(one.since, now.date())}, and your search has ended. Two lines spare an answer."
    return Said("An ask to take back", reason, "Read the two lines")


def _touch(one: Matter, now: datetime) -> Said:
    since = f"Your last word was {length((now.date() - one.since).days)} ago."
    news = f" {one.called} has been at {one.place} since {one.on:%B %Y}." if one.place and one.on else ""
    words = f" {_cited(one)}" if one.quote else ""
    reason = f"{since}{news}{words} A line with a reason, and nothing to answer."
    return Said("After three months", reason, f"Write to {one.called}")


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cited(one: Matter) -> str:
    return quoted(one.quote) if one.is_exact else f"You noted {quoted(one.quote)}."


def _by_hour(one: Matter, now: datetime) -> str:
    """Say the last hour while it is ahead, then since when."""
    last = one.by_day or one.since
    if one.at is None or last < now.date():
        return until(last, now.date())
    when = f"{one.at:%H:%M}"
    return f"by {when}" if last == now.date() else f"by tomorrow, {when}"


_WORDS: dict[What, Callable[[Matter, datetime], Said]] = {
    What.RUNNING: _running,
    What.OFFER: _offer,
    What.AGREED: _agreed,
    What.NAMED: _named,
    What.TALK: _talk,
    What.MISSED: _missed,
    What.DEBRIEF: _debrief,
    What.THANKS: _thanks,
    What.PROMISE: _promise,
    What.REPORT: _report,
    What.INTRODUCER: _introducer,
    What.MEMORY: _memory,
    What.FOLLOW_UP: _follow_up,
    What.CLOSE: _close,
    What.ASK: _ask,
    What.TOUCH: _touch,
    What.LETTER: _letter,
    What.WITHDRAW: _withdraw,
}
