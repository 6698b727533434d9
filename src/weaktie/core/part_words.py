"""The parts of a score in plain words: what each number stands for, with the doubt about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from weaktie.core.candidates import Goal, Part
from weaktie.core.evidence import Channel, Counts, Prior, Status, odds
from weaktie.core.likelihood import Hint, words
from weaktie.core.relevance import How
from weaktie.core.routes import Way
from weaktie.core.tie_words import in_words
from weaktie.core.weighing import HIGHER, NEWS, Weighed

LIKELY = {
    Channel.CLOSE: "you are in close touch",
    Channel.WEAK: "you are in touch now and then",
    Channel.DORMANT: "you were in touch, both ways, and not for three years",
    Channel.SHARED: "something in common, nothing written both ways",
    Channel.COLD: "no tie beyond a name, one good question",
    Channel.INTRODUCED: "somebody introduces you",
}

STATUS = {
    Status.CONFIRMED: "Counted in a study",
    Status.DERIVED: "A judgement, not a measured rate",
    Status.MEMORY: "Quoted from memory",
    Status.JUDGEMENT: "A judgement, not a measured rate",
    Status.CONTESTED: "Contested",
}

RELEVANT = {
    How.THERE_NOW: "works at {aim}, a target of yours",
    How.THERE_PROBABLY: "probably works at {aim}, a target of yours, by the mail address",
    How.THERE_BEFORE: "worked at {aim}, a target of yours",
    How.ROLE_NOW: "the title meets your target {aim}",
    How.ROLE_BEFORE: "an earlier title meets your target {aim}",
    How.INDUSTRY_NOW: "the place of work meets your target {aim}",
    How.INDUSTRY_BEFORE: "an earlier place of work meets your target {aim}",
    How.FOUND: "you found this name for {aim}",
    How.NAMED: "somebody you talked to named them for what you ask",
    How.UNRELATED: "nothing in your files ties this person to a target of yours",
    How.NO_AIMS: "you have no targets yet, so everybody counts the same",
}

TIE = {
    Goal.DISCOVER: {
        "close": "you talk often and hear much the same",
        "active": "you hear some of the same things",
        "moderate": "hears other things than you do",
        "dormant": "has heard other things than you for years",
        "never": "hears other things than you do",
    },
    Goal.REFERRAL: {
        "close": "close to you, which others may hold against a recommendation",
        "active": "knows you well enough to speak for you",
        "moderate": "knows you, and is not too close to speak for you",
        "dormant": "knew you, and would have to catch up first",
        "never": "does not know you well enough to speak for you yet",
    },
    Goal.PREPARE: {
        "close": "you talk often, which helps most before an interview",
        "active": "you talk now and then",
        "moderate": "you talk seldom",
        "dormant": "you have not talked for years",
        "never": "you have not talked yet",
    },
}


class Rate(NamedTuple):
    """What a chance was worked out from: a published rate, the seeker's own asks, and what the tie shows."""

    prior: Prior
    counts: Counts
    hints: tuple[Hint, ...] = ()


def parts(
    each: Weighed, *, goal: Goal, way: Way | None, rate: Rate, brings: int, adds: float
) -> tuple[Part, ...]:
    """Return every part of a score; their product is the score.

    `rate` is what the chance was worked out from, `brings` the number of circles that nobody
    above brings, `adds` what the person adds to the list, as a share of the most that anybody could.
    """
    return (*_merit(each, goal, way, rate), Part("adds", _adds_words(brings), adds))


def _merit(each: Weighed, goal: Goal, way: Way | None, rate: Rate) -> Iterator[Part]:
    yield Part("likely", f"Likely to talk: {_likely_words(each.channel, way, rate)}", each.likely)
    name = each.match.aim.name if each.match.aim else ""
    yield Part("relevant", f"Worth hearing: {RELEVANT[each.match.how].format(aim=name)}", each.match.value)
    yield Part("tie", f"The tie: {TIE[goal][each.who.tie]}", each.tie)
    if goal is Goal.DISCOVER:
        yield Part("bridge", _bridge_words(each.who.bridging), each.bridge)
    if goal is not Goal.PREPARE:
        yield Part("overlap", _overlap_words(each), each.overlap)
    if each.work_seen != 1:
        yield Part("work_seen", "Has seen your work: the same employer in the same years", each.work_seen)
    if each.trust != 1:
        yield Part("trust", "Trust: recommended or endorsed, or close once", each.trust)
    if each.level != 1:
        steps = "one step" if each.level == HIGHER[1] else "two steps"
        yield Part("level", f"Sees further: {steps} above the level you aim at, by title", each.level)
    yield Part("timely", f"Timely: {_timely_words(each)}", each.timely)


def _likely_words(channel: Channel, way: Way | None, rate: Rate) -> str:
    how = f"{way.via.name} introduces you" if way else LIKELY[channel]
    worth = f"it counts as much as {in_words(round(rate.prior.ess))} asks of yours"
    return f"{how}{words(rate.hints)}. {STATUS[rate.prior.status]}: {worth}{_own_words(rate.counts)}"


def _own_words(counts: Counts) -> str:
    """Say what came of the seeker's own asks; a conversation is one that is booked or was held."""
    yes, closed = counts
    if not closed:
        return ""
    if closed == 1:
        return f", and your one ask like this led to {'a' if yes else 'no'} conversation"
    share = "none" if not yes else "all" if yes == closed else f"{yes}"
    return f", and {share} of your {closed} asks like this led to a conversation"


def _bridge_words(bridging: float | None) -> str:
    if bridging is None:
        return "Beyond your circle: your files do not show whom this person knows"
    return f"Beyond your circle: {odds(bridging)} of those in the same threads are people you seldom talk to"


def _overlap_words(each: Weighed) -> str:
    shared = each.who.embeddedness
    if each.who.named is not None:
        return f"Contacts you share: {each.who.named.name}, who named them"
    if shared is None:
        return "Contacts you share: not visible in your files"
    amount = "few" if shared < 1 / 4 else "some, which helps most" if shared < 1 / 2 else "many"
    return f"Contacts you share: {amount}, compared with others you know"


def _timely_words(each: Weighed) -> str:
    changed = each.who.changed
    news = (
        f"new {changed.what} in your files of {changed.on:%B %Y}"
        if changed and not each.who.named and each.timely in (NEWS, NEWS / 2)
        else ""
    )
    named = "somebody has just named them" if each.who.named else ""
    asked = "you asked before" if each.who.asked_on else ""
    silent = "" if asked or each.timely >= 1 else "you wrote, and no answer came"
    return (
        "; ".join(said for said in (news, named, asked, silent) if said)
        or "nothing speaks for now or against it"
    )


def _adds_words(brings: int) -> str:
    if not brings:
        return "Adds to the list: another voice where somebody above already is"
    circles = "a circle" if brings == 1 else f"{brings} circles"
    return f"Adds to the list: {circles} nobody above belongs to"
