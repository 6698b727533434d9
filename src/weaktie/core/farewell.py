"""Letters at the end of a search: what exactly came of the time somebody gave, from the facts of the chain.

Nothing is claimed that no row holds. Where nothing followed, the letter leaves a gap for what only the seeker
knows: a check catches it, so that no letter goes out with an empty courtesy in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from weaktie.core.drafts import Draft, gap

MOST_LED = 3
"""So many people whom somebody named are told of by name; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The offer that was taken. `starts` is a day in words, or nothing."""

    employer: str
    role: str = ""
    starts: str = ""


@dataclass(frozen=True, slots=True)
class Led:
    """Somebody whom the reader named, and what came of it: a talk, and what they did towards this job."""

    name: str
    talked: str = ""
    put_forward: bool = False
    lent_name: bool = False
    further: int = 0
    """Conversations that went on from there."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one person gave. Days are in words; `quote` holds their words, on the record."""

    called: str
    talked: tuple[str, ...] = ()
    quote: str = ""
    led: tuple[Led, ...] = ()
    put_forward: bool = False
    put_forward_for: str = ""
    """Another posting than the job that was taken."""
    lent_name: bool = False
    told_of_opening: bool = False
    reported: str = ""
    """When they were told what was done with their advice."""


def letter(given: Given, taken: Taken, *, sender: str) -> Draft:
    """Draft the letter to somebody who gave time."""
    came = " ".join(_came_of_it(given))
    if not came:
        came = gap("what you did with what they said, and what it changed")
    quote = f"You said: “{given.quote.strip().strip('“”')}” I have not forgotten it." if given.quote else ""
    parts = (
        f"Hello {given.called},",
        _news(taken),
        _thanks(given),
        came,
        quote,
        "Thank you. There is nothing to answer.",
        sender,
    )
    return Draft("What came of it", "\n\n".join(part for part in parts if part))


def withdrawal(
    called: str, *, asked: str, said_yes: bool, about: str = "", booked: str = "", sender: str
) -> Draft:
    """Draft the two lines that take back an ask, so that nobody has to answer any more."""
    if booked:
        what = f"We have a conversation {booked}. I would like to give you that time back."
    elif said_yes:
        what = "You said yes to a conversation. I will not need your time now."
    elif about:
        what = f"I asked you {asked} whether you would ask {about} for me. That is no longer needed."
    else:
        what = f"I asked you {asked} for a conversation. There is nothing to answer any more."
    thanks = "Thank you for saying yes." if said_yes or booked else "Thank you for reading it."
    parts = (f"Hello {called},", f"I have taken a job, and my search is over. {what}", thanks, sender)
    return Draft("My search is over", "\n\n".join(parts))


def _news(taken: Taken) -> str:
    job = f"{taken.role} at {taken.employer}" if taken.role else f"a job at {taken.employer}"
    starts = f" I start {taken.starts}." if taken.starts else ""
    return f"I have taken an offer: {job}.{starts}"


def _thanks(given: Given) -> str:
    if not given.talked:
        return ""
    if len(given.talked) == 1:
        return f"You gave me time {given.talked[0]}. This is what came of it."
    return f"You gave me time {_listed(given.talked)}. This is what came of it."


def _came_of_it(given: Given) -> Iterator[str]:
    """Yield what came of it, the nearest to the job last."""
    named = given.led[:MOST_LED]
    for led in named:
        yield from _of_one(led)
    if len(given.led) > len(named):
        more = len(given.led) - len(named)
        yield f"You named {more} more {'person' if more == 1 else 'people'}."
    if given.reported:
        yield f"I wrote to you {given.reported} what I did with what you said."
    if given.told_of_opening:
        yield "You told me of this job before there was a posting."
    if given.lent_name:
        yield "You let me use your name."
    if given.put_forward_for:
        yield f"You put me forward for {given.put_forward_for}; it was not that one in the end."
    if given.put_forward:
        yield "You put me forward, and this is the job."


def _of_one(led: Led) -> Iterator[str]:
    if not (led.talked or led.put_forward or led.lent_name or led.further):
        return
    parts = [f"You named {led.name}"]
    if led.talked:
        parts.append(f"we talked {led.talked}")
    if led.lent_name:
        parts.append(f"{led.name} agreed to be named")
    if led.put_forward:
        parts.append(f"{led.name} put me forward, and this is the job")
    yield "; ".join(parts) + "."
    if led.further:
        talks = "one more conversation" if led.further == 1 else f"{led.further} more conversations"
        yield f"From there it went on to {talks}."


def _listed(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"
