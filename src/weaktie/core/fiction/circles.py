"""The circles of the seeker's life: how large, where from, and how the ties in them have gone."""

from __future__ import annotations

from dataclasses import dataclass

from weaktie.core.fiction.shapes import Course

YEAR = 365.25


def years(count: float) -> int:
    """Return a number of years in days."""
    return round(count * YEAR)


@dataclass(frozen=True, slots=True)
class Circle:
    """A group of people, which the seeker belonged to from `since` to `until` (years before today).

    `courses` are how the ties went, with their shares. `industries` are where its people work when it is not
    one employer; `from_office` says that they wrote from there.
    `connected`, `in_book` and `uploaded` are shares of its people in those files. `threads` and `largest`
    tell how many group conversations it had, and of how many people.
    """

    name: str
    size: int
    since: float
    until: float
    courses: tuple[tuple[Course, int], ...]
    employer: str = ""
    departments: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    topic: str = "work"
    from_office: bool = True
    connected: float = 0.7
    in_book: float = 0.1
    uploaded: float = 0.05
    threads: int = 0
    largest: int = 6
    by_chat: float = 0.1


_C = Course

CIRCLES = (
    Circle(
        "forecasting", 18, 12.3, 7.5, ((_C.THEN, 12), (_C.THEN_LIGHT, 5), (_C.ACTIVE, 1)),
        "Larkspur Foods", ("Demand planning",), connected=0.85, in_book=0.3, threads=46, largest=8,
        by_chat=0.03,
    ),
    Circle(
        "larkspur", 128, 12.3, 7.5,
        ((_C.THEN_LIGHT, 46), (_C.ONCE, 20), (_C.NOW_AND_THEN, 12), (_C.NONE, 50)),
        "Larkspur Foods", ("Procurement", "Supply", "Sales", "IT", "Quality"), threads=26,
    ),
    Circle(
        "bellwether-demand", 17, 7.4, 0.2, ((_C.LATELY, 12), (_C.CLOSE, 2), (_C.ACTIVE, 3)),
        "Bellwether Grocers", ("Demand",), connected=0.8, in_book=0.4, threads=44, largest=8, by_chat=0.03,
    ),
    Circle(
        "bellwether", 150, 7.4, 0.2, ((_C.THEN_LIGHT, 42), (_C.ONCE, 26), (_C.NONE, 82)),
        "Bellwether Grocers", ("Stores", "Buying", "Online", "Finance"), threads=22,
    ),
    Circle(
        "fennel", 34, 14.2, 12.4, ((_C.THEN, 4), (_C.THEN_LIGHT, 12), (_C.NONE, 18)),
        "Fennel & Rook", ("Research", "Methods"), threads=8,
    ),
    Circle(
        "university", 100, 18.0, 14.3,
        ((_C.CLOSE, 1), (_C.ACTIVE, 2), (_C.NOW_AND_THEN, 14), (_C.ONCE, 12), (_C.NONE, 71)),
        industries=("education", "software", "finance", "public", "research", "health", "energy"),
        topic="friends", from_office=False, connected=0.8, in_book=0.15, by_chat=0.35,
    ),
    Circle(
        "calder", 22, 8.3, 7.9, ((_C.THEN_LIGHT, 12), (_C.ONCE, 4), (_C.NONE, 6)),
        industries=("energy", "public", "research", "finance"), topic="acquaintance", from_office=False,
        threads=9, largest=7, by_chat=0.1,
    ),
    Circle(
        "forum", 84, 10.0, 0.1,
        ((_C.NOW_AND_THEN, 30), (_C.ONCE, 24), (_C.ACTIVE, 5), (_C.COPIED, 12), (_C.NONE, 13)),
        industries=("retail", "food", "logistics", "energy", "research", "software"), topic="acquaintance",
        threads=22, largest=7, by_chat=0.3,
    ),
    Circle(
        "trade", 150, 12.0, 0.3, ((_C.THEN_LIGHT, 34), (_C.ONCE, 50), (_C.UNANSWERED, 20), (_C.NONE, 46)),
        industries=("logistics", "food", "manufacturing", "retail"), connected=0.5, in_book=0.2,
        uploaded=0.12, threads=14, largest=4,
    ),
    Circle(
        "recruiters", 64, 9.0, 0.05, ((_C.UNANSWERED, 54), (_C.ONCE, 10)),
        industries=("recruitment",), topic="offers", connected=0.75, in_book=0.02, by_chat=0.6,
    ),
    Circle(
        "friends", 48, 12.0, 0.01, ((_C.CLOSE, 4), (_C.ACTIVE, 13), (_C.NOW_AND_THEN, 20), (_C.NONE, 11)),
        industries=("health", "education", "media", "hospitality", "property", "public"), topic="friends",
        from_office=False, connected=0.35, in_book=0.9, uploaded=0.2, threads=30, largest=7, by_chat=0.0,
    ),
    Circle(
        "family", 9, 14.0, 0.01, ((_C.CLOSE, 2), (_C.ACTIVE, 4), (_C.NONE, 3)),
        industries=("health", "education", "property", "media"), topic="friends", from_office=False,
        connected=0.2, in_book=1.0, uploaded=0.3, threads=10, largest=5, by_chat=0.0,
    ),
    Circle(
        "energy", 66, 5.0, 0.1, ((_C.NOW_AND_THEN, 13), (_C.ONCE, 12), (_C.COPIED, 8), (_C.NONE, 33)),
        industries=("energy",), topic="acquaintance", connected=0.85, threads=6, largest=4, by_chat=0.55,
    ),
    Circle(
        "passing", 1_130, 13.0, 0.05, ((_C.ONCE, 50), (_C.UNANSWERED, 40), (_C.NONE, 1_040)),
        industries=(
            "retail", "food", "logistics", "research", "software", "finance", "health", "education",
            "manufacturing", "media", "public", "hospitality", "property", "energy",
        ),
        topic="acquaintance", connected=0.78, in_book=0.07, uploaded=0.12, by_chat=0.7,
    ),
)  # fmt: skip

BY_NAME = {circle.name: circle for circle in CIRCLES}
