"""Why somebody is on the list: facts with dates, in words that the person could read too.

Two to four facts each, and what each adds to those above. No guess, no pronoun for the person, no jargon.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from weaktie.core.beta import Interval
from weaktie.core.candidates import Aim, Candidate, Circle, Post, Stage, Stranger, present_post
from weaktie.core.evidence import odds
from weaktie.core.relevance import How, Match
from weaktie.core.routes import Way
from weaktie.core.weighing import NEWS, Weighed

MOST_REASONS = 4
FEWEST_REASONS = 2
MOST_ADDS = 2
BEYOND = 0.5
"""[J] From this bridging on it is said that somebody stands in a circle where one is in touch with nobody."""

NAMED = {
    Stage.NAMED: "{via} named them; ask for the introduction",
    Stage.MADE: "{via} introduced you",
}

ORDINALS = ("", "first", "second", "third", "fourth", "fifth")


def reasons(each: Weighed, way: Way | None, in_touch: Collection[str]) -> tuple[str, ...]:
    """Return two to four facts. `in_touch` are the circles where the seeker is in touch with somebody."""
    found = dict.fromkeys(reason for reason in _facts(each, way, in_touch) if reason)
    if len(found) < FEWEST_REASONS:
        found |= dict.fromkeys(_last_resort(each.who))
    return tuple(found)[:MOST_REASONS]


def stranger_reasons(stranger: Stranger, each: Weighed, reply: Interval) -> tuple[str, ...]:
    """Return the facts on somebody without any tie: that there is none, what to expect, where found."""
    place = present_post(each.who.posts)
    said = (
        f"No tie yet: about {odds(reply.mid)} answer a stranger's one good question, "
        f"could be {odds(reply.low)} to {odds(reply.high)}",
        _post_words(place) if place else "",
        f"Found: {stranger.found_where}" if stranger.found_where else "You found the name yourself",
    )
    return tuple(reason for reason in said if reason)


def other_target(asked: Aim, match: Match) -> str:
    """Say that somebody has to do with another target than the one that was asked about, or with none."""
    if match.aim is None:
        return f"Not for {asked.name}: nothing in your files ties this person to it"
    return f"Not for {asked.name}, but for {match.aim.name}, another target of yours"


def habit_reason(each: Weighed, *, is_higher: bool) -> str:
    """Say why people out of habit skip somebody who is worth asking."""
    long_ago = "out of touch for long" if each.who.tie == "dormant" else ""
    senior = "senior" if is_higher else ""
    trust = "somebody you trust, and time has passed" if not (long_ago or senior) else ""
    why = ", and ".join(part for part in (senior, long_ago, trust) if part)
    return f"Easily skipped out of habit: {why}"


def _facts(each: Weighed, way: Way | None, in_touch: Collection[str]) -> Iterator[str]:
    who = each.who
    yield from _place(each.match, who)
    if way is not None and way.stage is not None:
        yield NAMED[way.stage].format(via=way.via.name)
    elif way is not None:
        yield f"{way.via.name} and {who.name} have been in the same messages or meetings"
        path, alone = odds(way.chance.mean), odds(way.cold.mean)
        yield f"Through {way.via.name} about {path}; a good question of your own about {alone}"
    yield who.tie_words
    if who.changed is not None and who.named is None and each.timely >= NEWS:
        kind = "employer" if who.changed.what == "employer" else "title"
        yield f"New {kind} in your files of {_month(who.changed.on)}: {who.changed.new}"
    yield from who.shared[:1]
    yield _circle_beyond(who, in_touch)
    yield from who.shared[1:2]


def _last_resort(who: Candidate) -> Iterator[str]:
    """Yield plain facts for somebody of whom little is known."""
    if who.first_contact is not None:
        yield f"In your files since {who.first_contact.year}"
    if who.sources > 1:
        yield f"In {who.sources} of your files"
    yield "You have not written to each other yet" if not who.two_way else "You have been in touch, both ways"
    yield "Your files name no employer yet" if not who.posts else "In your files"


def _place(match: Match, who: Candidate) -> Iterator[str]:
    now = present_post(who.posts)
    if match.post is not None and match.how in (How.THERE_BEFORE, How.ROLE_BEFORE, How.INDUSTRY_BEFORE):
        yield _post_words(match.post)
    if now is not None:
        yield _post_words(now)


def _post_words(post: Post) -> str:
    """Say a post: "Grid planner at Harrow Grid since 2021", "Worked at Larkspur Foods, 2014 to 2016"."""
    if post.ended is not None:
        years = f"{post.started.year} to {post.ended.year}" if post.started else f"until {post.ended.year}"
        as_what = f" as {post.title}" if post.title else ""
        return f"Worked at {post.employer}{as_what}, {years}"
    since = f" since {post.started.year}" if post.started else ""
    if not post.employer:
        return f"{post.title}{since}"
    if post.writes_from:
        as_what = f" as {post.title}" if post.title else ""
        return f"Probably at {post.employer}{as_what} (writes from {post.writes_from})"
    if not post.title:
        return f"At {post.employer}{since}"
    return f"{post.title} at {post.employer}{since}" if post.key else f"{post.title}, {post.employer}{since}"


def _circle_beyond(who: Candidate, in_touch: Collection[str]) -> str:
    if who.bridging is None or who.bridging < BEYOND:
        return ""
    beyond = (c for c in who.circles if c.kind == "community" and c.key not in in_touch)
    # Of whom a circle is called after, it would say no more than the name.
    circle = next((c for c in beyond if not c.label.endswith(f" {who.name}")), None)
    return f"In touch where you are not: {circle.label}" if circle else ""


def adds(
    who: Candidate, above: Mapping[str, int], familiar: Mapping[str, int], *, is_first: bool
) -> tuple[str, ...]:
    """Say what somebody adds to those above in the list, whom `above` counts in each circle of theirs."""
    if not who.circles:
        return ("Your files name no employer, school or group here",)
    new = [circle for circle in who.circles if not above.get(circle.key)]
    if new:
        said = _first_of_each_place(new)[:MOST_ADDS]
        return tuple(
            f"Adds {_called(circle, who)}: {_nobody(circle, who, familiar, is_first)}" for circle in said
        )
    rarest = min(who.circles, key=lambda circle: above[circle.key])
    place = above[rarest.key] + 1
    voice = f"a {ORDINALS[place]}" if place < len(ORDINALS) else "one more"
    return (f"Adds {voice} voice from {_called(rarest, who)}",)


def _called(circle: Circle, who: Candidate) -> str:
    """Return what to call a circle beside somebody after whom it may be called."""
    is_own = circle.kind == "community" and circle.label.endswith(f" {who.name}")
    return "the circle around this person" if is_own else circle.label


def _first_of_each_place(circles: list[Circle]) -> list[Circle]:
    """Leave out an employer whose department is named as well: the department says both."""
    departments = tuple(circle.label for circle in circles if circle.kind == "department")
    said = [
        circle
        for circle in circles
        if circle.kind != "employer" or not any(name.endswith(f" at {circle.label}") for name in departments)
    ]
    return sorted(said, key=lambda circle: _KINDS.get(circle.kind, len(_KINDS)))


_KINDS = {"department": 0, "employer": 0, "community": 1, "school": 2}


def _nobody(circle: Circle, who: Candidate, familiar: Mapping[str, int], is_first: bool) -> str:
    """Say who is missing there: among those above, or, at the top of the list, among the closest."""
    does = _belongs(circle, who)
    if not is_first:
        return f"nobody above {does}"
    return "a place to start" if familiar.get(circle.key) else f"nobody among your closest {does}"


def _belongs(circle: Circle, who: Candidate) -> str:
    if circle.kind == "school":
        return "studied there"
    if circle.kind == "community":
        return "belongs to it"
    now = present_post(who.posts)
    return "works there" if now is not None and circle.label.endswith(now.employer) else "has worked there"


def _month(day: date) -> str:
    return f"{day:%B %Y}"
