"""Fictional contacts of Ada, who seeks: one function for each thing a test needs to say."""

from __future__ import annotations

import random
from datetime import date

from weaktie.core.candidates import (
    Aim,
    Answer,
    Candidate,
    Circle,
    Goal,
    OwnPast,
    Post,
    Stranger,
    circles_of,
)
from weaktie.core.employers import employer_key
from weaktie.core.ranking import suggest
from weaktie.core.titles import role_words

MONDAY = date(2026, 11, 23)
LARKSPUR = Post(
    "larkspurfoods", "Larkspur Foods", "Analyst", started=date(2014, 3, 1), ended=date(2019, 6, 1)
)
ADA = OwnPast(posts=(LARKSPUR,))

STRENGTH = {"close": 0.8, "active": 0.4, "moderate": 0.1, "dormant": 0.01, "never": 0.0}


def post(
    employer: str,
    title: str = "",
    *,
    since: int | None = 2021,
    until: int | None = None,
    department: str = "",
) -> Post:
    return Post(
        key=employer_key(employer),
        employer=employer,
        title=title,
        department=department,
        started=date(since, 1, 1) if since else None,
        ended=date(until, 12, 31) if until else None,
    )


def person(
    id: int, tie: str = "moderate", *posts: Post, name: str = "", group: str = "", **facts: object
) -> Candidate:
    """Return somebody of a class of tie; two-way unless the tie is `never`."""
    community = (Circle(f"community:{group}", group, "community"),) if group else ()
    is_known = tie != "never"
    given: dict[str, object] = {
        "strength": STRENGTH[tie],
        "tie_words": "You last wrote in June 2019, both ways" if is_known else "You have not met",
        "two_way": is_known,
        "sent": 6 if is_known else 0,
        "received": 5 if is_known else 0,
        "posts": posts,
        "circles": circles_of(posts, (), community),
    }
    return Candidate(id=id, name=name or f"Contact {id}", tie=tie, **(given | facts))  # type: ignore[arg-type]


def employer(id: int, name: str, *strangers: Stranger, motivation: int = 5, level: str = "") -> Aim:
    return Aim(id, "employer", name, employer_key(name), motivation, level, strangers=strangers)


def role(id: int, name: str, motivation: int = 5) -> Aim:
    return Aim(id, "role", name, "", motivation, words=role_words(name))


def stranger(id: int, aim_id: int, title: str = "Grid planner") -> Stranger:
    return Stranger(id, f"Found {id}", title, "the speakers of a conference", aim_id)


def ask(
    candidates: list[Candidate],
    *aims: Aim,
    goal: Goal = Goal.DISCOVER,
    aim: Aim | None = None,
    count: int = 10,
    asks_left: int = 5,
    as_of: date = MONDAY,
    own: OwnPast = ADA,
    record: dict[str, tuple[int, int]] | None = None,
    replies: dict[str, tuple[int, int]] | None = None,
) -> Answer:
    return suggest(
        candidates,
        goal=goal,
        aims=aims,
        aim=aim,
        count=count,
        asks_left=asks_left,
        as_of=as_of,
        own=own,
        record=record or {},
        replies=replies or {},
    )


def network(people: int, seed: int) -> list[Candidate]:
    """Return a seeded network: places of very different size, most ties never used, a few close ones."""
    chance = random.Random(seed)
    places = [f"{first} {last}" for first in FIRST for last in LAST] + [
        f"Place {n}" for n in range(people // 4)
    ]
    return [_somebody(id, chance, places, people) for id in range(1, people + 1)]


FIRST = (
    "Northwind",
    "Harrow",
    "Tidewell",
    "Larkspur",
    "Brannock",
    "Calder",
    "Ashby",
    "Merrow",
    "Quill",
    "Rowan",
)
LAST = ("Grid", "Foods", "Energy", "Logistics", "Works", "Labs", "Bank", "Media", "Health", "Systems")
WORK = ("Data", "Finance", "Operations", "Forecasting", "Policy", "Sales", "Legal", "Engineering")
KIND = ("Analyst", "Engineer", "Manager", "Planner", "Director", "Designer", "Consultant", "Specialist")


def _somebody(id: int, chance: random.Random, places: list[str], people: int) -> Candidate:
    tie = chance.choices(tuple(STRENGTH), (1, 3, 8, 15, 73))[0]
    is_known = tie != "never"
    year, posts = 2026 - chance.randrange(6), list[Post]()
    for number in range(chance.choice((1, 1, 2, 3))):
        place = places[min(int(chance.paretovariate(0.7)) - 1, len(places) - 1)]
        work = chance.choice(WORK)
        title = (
            f"{chance.choice(('', 'Senior ', 'Lead '))}{work} {chance.choice(KIND)} {id % 9 or ''}".strip()
        )
        department = work if chance.random() < 0.3 else ""
        posts.append(
            post(place, title, since=year, until=year + 2 if number else None, department=department)
        )
        year -= 3
    return person(
        id,
        tie,
        *posts,
        group=f"threads {chance.randrange(40)}" if is_known else "",
        strength=STRENGTH[tie] * chance.random(),
        embeddedness=chance.random() if is_known else None,
        bridging=chance.random() if is_known else None,
        trusted=chance.random() < 0.03,
        knows=tuple((chance.randint(1, people), 6 * chance.random()) for _ in range(5)) if is_known else (),
    )
