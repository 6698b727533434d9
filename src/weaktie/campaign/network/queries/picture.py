"""The network as a picture: circles as soft shapes, people as dots, bridges as lines; and as a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from weaktie.accounts.models import User
from weaktie.accounts.queries import while_unchanged
from weaktie.campaign.network.models import Bond, Person
from weaktie.campaign.network.queries.communities import Community, communities
from weaktie.core import drawing
from weaktie.core.employers import employer_name

MOST_CIRCLES = 12
MOST_DOTS = 150
"""So many dots are shown at once; the rest is said in words (design: a picture one can read)."""

MOST_THREADS = 40
"""So many circles of threads are listed, the largest first."""

MOST_BRIDGES = 4
"""So many bridges of a circle are named in the table, the widest first."""

WORD_GAP, LINE, PAD = 7.0, 18.0, 6.0
"""Space between a circle and the words above it, the height of a line of them, and the space around them."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One person: where they are drawn, how large, and who they are."""

    x: float
    y: float
    r: float
    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Circle:
    """One group: its name, where it is drawn, its members and how many of them are drawn."""

    key: str
    label: str
    x: float
    y: float
    r: float
    size: int
    dots: tuple[Dot, ...]
    more: int
    strongest: tuple[tuple[int, str], ...]

    @property
    def organisation(self) -> str:
        """The key of the employer whose circle it is, or "" for a circle of threads."""
        kind, _, key = self.key.partition(":")
        return key if kind == "employer" else ""

    @property
    def top(self) -> float:
        """Where the words just above it stand."""
        return round(self.y - self.r - WORD_GAP, 1)

    @property
    def lines(self) -> tuple[tuple[float, str], ...]:
        """Its name in a line or two, each with where it stands."""
        written = drawing.lines(self.label)
        below = bool(self.more)
        return tuple(
            (round(self.top - LINE * (len(written) - 1 - n + below), 1), line)
            for n, line in enumerate(written)
        )

    @property
    def plate(self) -> tuple[float, float, float, float]:
        """What is kept clear behind the words: left, top, width, height."""
        over = _words(self.label, has_more=bool(self.more))
        return (
            round(self.x - over.width / 2, 1),
            round(self.y - self.r - over.height, 1),
            round(over.width, 1),
            round(over.height - WORD_GAP / 2, 1),
        )


@dataclass(frozen=True, slots=True)
class Bridge:
    """How many ties the seeker can see between two groups."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    count: int
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a circle, and the circles it has ties to with how many."""

    circle: Circle
    bridges: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that the picture and its table show."""

    circles: tuple[Circle, ...]
    bridges: tuple[Bridge, ...]
    people: int
    apart: int
    width: int
    height: int
    threads: tuple[Community, ...] = ()
    """Circles of threads, by the names that reasons give them: they run across those of the picture."""

    @property
    def shown(self) -> int:
        """How many people stand in the circles of the picture, drawn or not."""
        return self.people - self.apart

    @property
    def lines(self) -> tuple[Line, ...]:
        """The same as a table: each circle with its widest bridges."""
        return tuple(Line(circle, self._from(circle)) for circle in self.circles)

    def _from(self, circle: Circle) -> tuple[tuple[str, int], ...]:
        place = (circle.x, circle.y)
        ends = [(bridge.b, bridge.count, bridge.x1, bridge.y1) for bridge in self.bridges]
        ends += [(bridge.a, bridge.count, bridge.x2, bridge.y2) for bridge in self.bridges]
        here = [(label, count) for label, count, x, y in ends if (x, y) == place]
        return tuple(sorted(here, key=lambda end: -end[1])[:MOST_BRIDGES])


Row = tuple[int, str, str, str, int | None, float]
"""id, name, organisation key, organisation, community, order."""


def draw(*, by: User) -> Picture:
    """Return the network: a person stands in their employer's circle, else in that of their threads."""
    return while_unchanged("picture", lambda: _drawn(by), by=by)


def _drawn(by: User) -> Picture:
    people = Person.objects.visible_to(by).others().shown().order_by("-order", "pk")
    rows: list[Row] = list(
        people.values_list("pk", "name", "organisation_key", "organisation", "community", "order")
    )
    threads = communities(by=by)
    groups, labels = _groups(rows, threads)
    largest = sorted(groups, key=lambda key: (-len(groups[key]), key))[:MOST_CIRCLES]
    share = _shares([len(groups[key]) for key in largest])
    over = [
        _words(labels[key], has_more=len(groups[key]) > dots)
        for key, dots in zip(largest, share, strict=True)
    ]
    packed = drawing.packed([len(groups[key]) for key in largest], over)
    circles = tuple(
        _circle(key, labels[key], groups[key], place, dots)
        for key, place, dots in zip(largest, packed.places, share, strict=True)
    )
    home = {row[0]: index for index, key in enumerate(largest) for row in groups[key]}
    shown = sum(circle.size for circle in circles)
    return Picture(
        circles, _bridges(circles, home, by=by), len(rows), len(rows) - shown, packed.width, packed.height,
        tuple(one for one in threads.values() if one.size > 1)[:MOST_THREADS],
    )  # fmt: skip


def _groups(rows: list[Row], threads: Mapping[int, Community]) -> tuple[dict[str, list[Row]], dict[str, str]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        _, _, key, organisation, community, _ = row
        if key:
            place, label = f"employer:{key}", organisation or employer_name(key)
        elif community is not None:
            place, label = f"threads:{community}", threads[community].label
        else:
            continue
        groups[place].append(row)
        labels[place][label] += 1
    return groups, {place: counted.most_common(1)[0][0] for place, counted in labels.items()}


def _words(label: str, *, has_more: bool) -> drawing.Words:
    """Return how much room the words over a circle take."""
    written = drawing.lines(label)
    height = WORD_GAP + LINE * (len(written) + has_more) + PAD / 2
    return drawing.Words(max(map(drawing.width_of, (*written, "and 100 more" * has_more))) + PAD, height)


def _shares(sizes: list[int]) -> list[int]:
    """Return how many dots each circle may show, in proportion to its size and at least one."""
    total = sum(sizes) or 1
    return [min(size, max(1, round(MOST_DOTS * size / total))) for size in sizes]


def _circle(key: str, label: str, members: list[Row], place: drawing.Place, most: int) -> Circle:
    shown = members[:most]
    spots = drawing.sunflower(place, len(shown))
    dots = tuple(Dot(spot.x, spot.y, spot.r, row[0], row[1]) for row, spot in zip(shown, spots, strict=True))
    strongest = tuple((row[0], row[1]) for row in members[:3])
    return Circle(
        key, label, place.x, place.y, place.r, len(members), dots, len(members) - len(shown), strongest
    )


def _bridges(circles: tuple[Circle, ...], home: dict[int, int], *, by: User) -> tuple[Bridge, ...]:
    counted: dict[tuple[int, int], int] = defaultdict(int)
    for a, b in Bond.objects.filter(a__owner=by).values_list("a_id", "b_id"):
        if a in home and b in home and home[a] != home[b]:
            counted[min(home[a], home[b]), max(home[a], home[b])] += 1
    most = max(counted.values(), default=1)
    return tuple(
        Bridge(
            circles[i].x, circles[i].y, circles[j].x, circles[j].y,
            round(1 + 3 * count / most, 1), count, circles[i].label, circles[j].label,
        )
        for (i, j), count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    )  # fmt: skip
