"""What Today shows: sections of things, each with its words and the one thing that is pressed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from weaktie.campaign.intake.queries import BatchLine
from weaktie.campaign.keeping.queries.today import TodayPage
from weaktie.campaign.targets.queries.next import Next
from weaktie.core import days, due, due_words
from weaktie.core.due import WEEKS_ASKS, Matter, Section, What
from weaktie.web.keeping.places import Press, press_of, second_of
from weaktie.web.targets.picks import Pick, picks

MOST_PICKS = 3

ALONE = 3
"""[J] With fewer other things each person to ask stands alone; else all of them are one thing."""

SHOWN = 6
"""So many things of a section are in sight; the rest is folded."""

QUESTION = 1
PLAN = 3
"""[J] Minutes for a question of weaktie's, and for looking at what an import would change."""

TITLES = {Section.NOW: "Now", Section.TODAY: "Today", Section.WEEK: "This week"}


@dataclass(frozen=True, slots=True)
class Thing:
    """One item. `look` says how it is drawn: thing, answer, me, plan, pick or picks."""

    look: str
    minutes: int
    matter: Matter | None = None
    words: due_words.Said | None = None
    press: Press | None = None
    second: Press | None = None
    key: str = ""
    plan: BatchLine | None = None
    pick: Pick | None = None
    picks: tuple[Pick, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page; what is beyond the first few is folded."""

    title: str
    things: tuple[Thing, ...]

    @property
    def shown(self) -> tuple[Thing, ...]:
        """What is in sight."""
        return self.things[:SHOWN] if len(self.things) > SHOWN + 1 else self.things

    @property
    def folded(self) -> tuple[Thing, ...]:
        """The rest."""
        return self.things[len(self.shown) :]


def on_today(page: TodayPage, found: Next | None) -> dict[str, object]:
    """Return what Today shows."""
    put_off = page.put_off
    left = max(0, page.allowed - page.used)
    busy = {one.matter.person for one in page.due if one.matter.what is not What.TOUCH}
    chosen = [] if page.end or WEEKS_ASKS in put_off else _worth_showing(found, put_off, busy)
    parts = _parts(page, chosen if left else [])
    counted = [thing for part in parts for thing in part.things]
    return {
        "page": page,
        "parts": parts,
        "next_week": [] if left else chosen,
        "lead": counted[0] if counted else None,
        "headline": _headline(counted),
        "standfirst": _standfirst(page, parts, left),
        "left": left,
        "laters": _laters(page.on),
        "letters": ["sent"] * min(page.used, page.allowed) + ["free"] * left,
    }


def _parts(page: TodayPage, chosen: list[Pick]) -> list[Part]:
    things: dict[Section, list[Thing]] = {section: [] for section in Section}
    if page.unconfirmed_me:
        things[Section.NOW].append(Thing("me", QUESTION))
    things[Section.NOW] += [Thing("plan", PLAN, plan=plan) for plan in page.plans]
    for placed in page.due:
        things[placed.section].append(_thing(placed.matter, page))
    if chosen:
        _put_asks(things[Section.WEEK], chosen, alone=sum(map(len, things.values())) < ALONE)
    return [Part(TITLES[section], tuple(found)) for section, found in things.items() if found]


def _put_asks(week: list[Thing], chosen: list[Pick], *, alone: bool) -> None:
    """Put whom to ask before the light words, which matter least."""
    minutes = due.MINUTES[What.ASK]
    if alone:
        asks = [Thing("pick", minutes, pick=pick, key=f"ask:{pick.person.pk}") for pick in chosen]
    else:
        asks = [Thing("picks", minutes, picks=tuple(chosen), key=WEEKS_ASKS)]
    touches = (n for n, thing in enumerate(week) if thing.matter and thing.matter.what is What.TOUCH)
    at = next(touches, len(week))
    week[at:at] = asks


def _thing(matter: Matter, page: TodayPage) -> Thing:
    words = due_words.said(matter, page.at)
    return Thing(
        look="answer" if matter.what is What.CLOSE else "thing",
        minutes=matter.minutes,
        matter=matter,
        words=words,
        press=press_of(matter, words.press),
        second=second_of(matter),
        key="" if matter.what in due.STAYS else matter.key,
    )


def _worth_showing(found: Next | None, put_off: frozenset[str], busy: Collection[int | None]) -> list[Pick]:
    """Return those of this week, or the first of the list once the week's asks are used; `busy` left out."""
    if found is None:
        return []
    chosen = [
        pick
        for pick in picks(found.answer.people, found)
        if pick.person.pk not in busy and f"ask:{pick.person.pk}" not in put_off
    ]
    return ([pick for pick in chosen if pick.row.this_week] or chosen)[:MOST_PICKS]


def _headline(things: list[Thing]) -> str:
    if not things:
        return ""
    return due_words.headline(len(things), sum(thing.minutes for thing in things))


def _standfirst(page: TodayPage, parts: list[Part], left: int) -> str:
    """Say what the day turns on, if anything does."""
    matters = [thing.matter for part in parts for thing in part.things if thing.matter]
    talks = [one for one in matters if one.what is What.TALK and one.at is not None]
    if talks:
        first = talks[0]
        many = days.counted(len(talks), "conversation", "conversations").capitalize()
        when = f"at {first.at:%H:%M}" if len(talks) == 1 else f"the first at {first.at:%H:%M}"
        rest = " Most of the rest can wait until after it." if len(matters) > 1 and len(talks) == 1 else ""
        return f"{many}{',' if len(talks) > 1 else ''} {when}.{rest}"
    if any(one.what is What.DEBRIEF and one.since == page.on for one in matters):
        return "Write down first what you heard today; the rest can wait."
    if any(one.what in (What.OFFER, What.AGREED, What.NAMED) for one in matters):
        return "Somebody waits for your answer; the rest can wait."
    if page.plans and not page.people:
        return "Your files are read and wait for your word. The first people to ask stand here afterwards."
    if not page.people:
        return "Bring what you have; your address book and calendar are enough to begin with."
    if page.end:
        return "Your search has ended. What is still owed stays here."
    if not parts:
        return "Whoever answers in the meantime can be noted on their page."
    if not left:
        return "The five asks of this week are used. Fewer, better messages get answered."
    return f"You can ask {days.counted(left, 'more person', 'more people')} this week. The rest can wait."


def _laters(today: date) -> list[tuple[str, str]]:
    """Return the two days to which something can be put off, with their words."""
    tomorrow, monday = due.later(today)
    if tomorrow == monday:
        return [
            (tomorrow.isoformat(), "Tomorrow, Monday"),
            (due.later(monday)[1].isoformat(), "Monday in a week"),
        ]
    return [(tomorrow.isoformat(), "Tomorrow morning"), (monday.isoformat(), "Next Monday")]
