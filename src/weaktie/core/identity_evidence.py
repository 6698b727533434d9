"""What speaks for and against two portraits showing one person, as log-odds and in words.

Each clue weighs ln(m / u): m, how often it is seen for one person; u, how often for two (Fellegi and
Sunter, "A theory for record linkage", JASA 64, 1969). How rare an employer or a town is comes from the
network itself; the other constants are judgement unless a line says otherwise (docs/identity.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import OSA

from weaktie.core.identity_addresses import Address, is_handle, mistyped, spells
from weaktie.core.identity_census import Census
from weaktie.core.identity_names import NameClue, NameJudge
from weaktie.core.identity_portraits import Portrait
from weaktie.core.identity_shapes import Years
from weaktie.core.identity_trust import Trust
from weaktie.core.names import Kind, Name
from weaktie.core.names_likeness import alike

OVERLAP = 0.4  # share of the people of one source who are expected in another
_FEWEST_PEOPLE = 100  # a smaller source is a sample of a larger world, where the namesakes are

_WORK_MOST, _WORK_LEAST_SURE = 4.5, 0.5
_WORK_ELSEWHEN, _WORK_SOMETIME = 0.5, 0.85  # share of the weight if the years are apart, or unknown
_OTHER_WORK = -0.8
_SCHOOL_MOST, _OTHER_SCHOOL = 3.0, -0.3
_TITLE_MOST, _TITLE_LEAST_SURE, _OTHER_TITLE_SAME_WORK = 2.5, 0.8, -0.7
_PLACE_MOST, _PLACE_LEAST_SURE, _OTHER_PLACE = 2.5, 0.5, -0.5
_BORN_MOST, _BORN_DAY_ONLY, _BORN_NEAR = 8.0, 4.5, 1.0
_SAME_ADDRESS, _SAME_ROLE_ADDRESS, _MISTYPED_ADDRESS = 9.0, 0.5, 4.0
_CROWDED_OFFICE = 4  # people with addresses at one domain from which similar addresses may be colleagues'
_SAME_HANDLE, _HANDLE_FROM_NAME = 3.0, 0.7
_TWO_OFFICE_MAILBOXES = -2.5  # 8 % of people have two addresses at one employer; namesakes always have
_SAME_PHONE, _SHARED_PHONE, _OTHER_PHONE = 7.0, 1.5, -0.3
_OTHER_PROFILE, _SAME_CONNECTIONS = -6.0, -4.0
_COMPANIONS_MOST, _COMPANION_SHARE = 3.5, 0.4
_WRITES_WITH = -0.5


class Clue(NamedTuple):
    """One thing that speaks for (weight above 0) or against; `text` is for people.

    `corroborates`: it may, with a name, join two portraits without asking.
    """

    weight: float
    text: str
    corroborates: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """All clues about two portraits, and the log-odds before any was seen."""

    name: NameClue
    clues: list[Clue]
    prior: float

    @property
    def log_odds(self) -> float:
        """Return the natural logarithm of the odds that both are one person."""
        return math.fsum([self.prior, self.name.weight, *[clue.weight for clue in self.clues]])

    @property
    def support(self) -> float:
        """Return how much corroborates the name."""
        return math.fsum(clue.weight for clue in self.clues if clue.weight > 0 and clue.corroborates)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the clues in words: the name first, then the weightiest."""
        ranked = sorted(self.clues, key=lambda clue: (-abs(clue.weight), clue.text))
        return self.name.words + tuple(clue.text for clue in ranked if clue.text)


class Judge:
    """Judge pairs of portraits of one network."""

    def __init__(
        self,
        portraits: Sequence[Portrait],
        census: Census,
        trust: Trust,
        attested: frozenset[str],
        called: Mapping[str, str],
    ) -> None:
        self._portraits = portraits
        self._called = called
        self._census = census
        self._trust = trust
        self._names = NameJudge(census, attested)
        self._roles = {number for number, portrait in enumerate(portraits) if portrait.is_role}
        self._prior = -math.log(max(census.usual_source, _FEWEST_PEOPLE) / OVERLAP)

    def weigh_names(self, one: int, other: int) -> NameClue:
        """Return what the names say."""
        return self._names.weigh(self._portraits[one], self._portraits[other])

    def could_be(self, one: int, other: int, name: NameClue) -> bool:
        """Tell whether the pair is worth weighing: the names fit, or are unknown and a key is shared."""
        if one in self._roles or other in self._roles:
            return False
        if name.weight > 0 or name.is_contrary:
            return name.weight > 0
        left, right = self._portraits[one], self._portraits[other]
        keys = {address.key for address in left.addresses} & {address.key for address in right.addresses}
        return bool(keys or left.phones & right.phones)

    def weigh(self, one: int, other: int, name: NameClue) -> Evidence:
        """Return everything that speaks for and against two portraits being one person."""
        left, right = self._portraits[one], self._portraits[other]
        clues: list[Clue] = []
        if left.addresses and right.addresses:
            clues += self._addresses(left, right)
        if left.phones and right.phones:
            clues.append(self._phones(left, right))
        if left.profiles and right.profiles and left.profiles.isdisjoint(right.profiles):
            clues.append(Clue(_OTHER_PROFILE, "Different LinkedIn profiles"))
        if left.work and right.work:
            clues.append(self._work(left, right))
        if left.schools and right.schools:
            clues.append(self._schools(left, right))
        clues += self._details(left, right)
        if left.companions and right.companions:
            clues += self._company(one, other)
        if not left.files.isdisjoint(right.files):
            clues += self._books(left, right)
        return Evidence(name, clues, self._prior)

    def _is_slip(self, one: Address, other: Address, names: tuple[Name, ...]) -> bool:
        """Tell whether one address is the other badly typed, and not a colleague's or a second one."""
        if not mistyped(one, other) or _is_made_from(one, names) and _is_made_from(other, names):
            return False
        return one.domain != other.domain or self._census.count("office", one.domain) < _CROWDED_OFFICE

    def _phones(self, left: Portrait, right: Portrait) -> Clue:
        shared = left.phones & right.phones
        if not shared:
            return Clue(_OTHER_PHONE, "Different phone numbers")
        is_own = any(self._trust.is_own_phone(phone) for phone in shared)
        return Clue(_SAME_PHONE if is_own else _SHARED_PHONE, "Same phone number")

    def _addresses(self, left: Portrait, right: Portrait) -> Iterator[Clue]:
        best = Clue(0.0, "")
        names = left.names + right.names
        for one in left.addresses:
            for other in right.addresses:
                if one.key == other.key:
                    own = self._trust.is_own_address(one)
                    clue = Clue(_SAME_ADDRESS if own else _SAME_ROLE_ADDRESS, f"Same address {one.key}")
                elif self._is_slip(one, other, names):
                    clue = Clue(_MISTYPED_ADDRESS, "Addresses spelt alike")
                elif one.local == other.local and is_handle(one):
                    weight = _HANDLE_FROM_NAME if _is_made_from(one, names) else _SAME_HANDLE
                    clue = Clue(weight, f"Both write as {one.local}@")
                else:
                    continue
                best = max(best, clue)
        if best.weight:
            yield best
        if best.weight < _MISTYPED_ADDRESS and left.offices & right.offices:
            domain = min(left.offices & right.offices)
            yield Clue(_TWO_OFFICE_MAILBOXES, f"Two different addresses at {domain}")

    def _work(self, left: Portrait, right: Portrait) -> Clue:
        shared = sorted(left.work.keys() & right.work.keys())
        if not shared:
            return Clue(_OTHER_WORK, "No employer in common")

        # An address that both have speaks for itself; its domain adds nothing.
        same = {address.domain for address in left.addresses if address in right.addresses}
        shared = [key for key in shared if not (left.work[key].domain and right.work[key].domain in same)]
        if not shared:
            return Clue(0.0, "")
        weights = [self._workplace_weight(key, left, right) for key in shared]
        best = max(zip(weights, shared, strict=True))
        more = math.fsum(sorted(weights)) - best[0]
        return Clue(min(best[0] + more / 2, _WORK_MOST + 1), self._work_words(best[1], left, right))

    def _workplace_weight(self, key: str, left: Portrait, right: Portrait) -> float:
        full = max(0.0, min(_WORK_MOST, self._census.rarity("work", key) - _WORK_LEAST_SURE))
        one, other = left.work[key], right.work[key]
        if one.domain or other.domain:
            return full
        overlap = _overlap(one.years, other.years)
        return full * (_WORK_SOMETIME if overlap is None else 1.0 if overlap else _WORK_ELSEWHEN)

    def _work_words(self, key: str, left: Portrait, right: Portrait) -> str:
        told = {left.work[key].domain, right.work[key].domain} - {""}
        domain = min(told, default="")
        if not domain:
            return f"Both at {self._name_of(key)}"
        if left.work[key].domain and right.work[key].domain:
            return f"Both write from {domain}"
        return f"The address at {domain} fits {self._name_of(key)}"

    def _name_of(self, key: str) -> str:
        """Return how an employer or school is called, else its key with capitals."""
        return self._called.get(key) or " ".join(word[:1].upper() + word[1:] for word in key.split())

    def _schools(self, left: Portrait, right: Portrait) -> Clue:
        shared = left.schools.keys() & right.schools.keys()
        if not shared:
            return Clue(_OTHER_SCHOOL, "Different schools")
        most = max(self._census.rarity("school", key) for key in shared)
        return Clue(min(_SCHOOL_MOST, most), f"Both at {self._name_of(min(shared))}")

    def _details(self, left: Portrait, right: Portrait) -> Iterator[Clue]:
        if left.titles and right.titles:
            titles = left.titles & right.titles
            most = max((self._census.rarity("title", title) for title in titles), default=0.0)
            if titles:
                weight = max(0.0, min(_TITLE_MOST, most - _TITLE_LEAST_SURE))
                yield Clue(weight, "Same title", corroborates=False)
            elif left.work.keys() & right.work.keys():
                yield Clue(_OTHER_TITLE_SAME_WORK, "Different titles")
        if left.places and right.places:
            yield self._place(left, right)
        if left.borns and right.borns:
            yield self._born(left, right)

    def _place(self, left: Portrait, right: Portrait) -> Clue:
        shared = left.places & right.places
        most = max((self._census.rarity("place", place) for place in shared), default=0.0)
        if shared:
            return Clue(max(0.0, min(_PLACE_MOST, most - _PLACE_LEAST_SURE)), "Same place")
        if any(alike(one, other) for one in left.places for other in right.places):
            return Clue(_PLACE_MOST / 2, "Places spelt alike")
        return Clue(_OTHER_PLACE, "Different places")

    def _born(self, left: Portrait, right: Portrait) -> Clue:
        shared = left.borns & right.borns
        if shared:
            most = max(self._census.rarity("born", born) for born in shared)
            return Clue(min(_BORN_MOST, most), "Same birthday")
        if any(_same_day(one, other) for one in left.borns for other in right.borns):
            return Clue(_BORN_DAY_ONLY, "Same birthday, one without the year")
        if _near_births(left, right):
            return Clue(_BORN_NEAR, "Birthdays a digit apart")
        return Clue(self._trust.other_birthday, "Different birthdays")

    def _books(self, left: Portrait, right: Portrait) -> Iterator[Clue]:
        if left.connections & right.connections:
            yield Clue(_SAME_CONNECTIONS, "Two entries of one LinkedIn export")
        for book in sorted(left.books & right.books)[:1]:
            repeats = self._trust.repeats_in(book)
            yield Clue(math.log(repeats / OVERLAP), "Two entries of one address book")

    def _company(self, one: int, other: int) -> Iterator[Clue]:
        """Weigh whom both met, and that they met each other."""
        left, right = self._portraits[one].companions, self._portraits[other].companions
        shared = left & right
        if shared:
            weights = sorted(self._companion_weight(companion) for companion in shared)
            people = "person" if len(shared) == 1 else "people"
            text = f"Seen together with {len(shared)} of the same {people}"
            yield Clue(min(_COMPANIONS_MOST, math.fsum(weights)), text)
        if one in right or other in left:
            yield Clue(_WRITES_WITH, "Both in one conversation")

    def _companion_weight(self, companion: int) -> float:
        """Weigh a common companion: next to nothing if everybody meets them."""
        met = len(self._portraits[companion].companions) + 1
        return _COMPANION_SHARE * max(0.0, math.log(max(self._census.people, 2) / met) - 1)

    def excludes(self, one: int, other: int) -> bool:
        """Tell whether two portraits cannot well be one person: what they say differs, or their names do."""
        name = self.weigh_names(one, other)
        return name.likeness.kind is Kind.DIFFERENT or bool(self.contrary(one, other, name))

    def contrary(self, one: int, other: int, name: NameClue) -> str:
        """Return in words why two portraits cannot be joined by name, or ""."""
        left, right = self._portraits[one], self._portraits[other]
        if left.profiles and right.profiles and left.profiles.isdisjoint(right.profiles):
            return "Different LinkedIn profiles"
        if left.connections & right.connections and left.profiles.isdisjoint(right.profiles):
            return "Two entries of one LinkedIn export"
        if name.is_contrary:
            return "Different names"
        if left.borns and right.borns and self._trust.trusts_birthdays and not _births_agree(left, right):
            return "Different birthdays"
        if left.offices & right.offices and not _share_office_mailbox(left, right):
            return "Two different addresses at one employer"
        return ""


def _is_made_from(address: Address, names: tuple[Name, ...]) -> bool:
    return any(spells(address, name) for name in names)


def _overlap(one: Years, other: Years) -> bool | None:
    """Tell whether two spans share a year; None if a beginning is unknown. A span without end goes on."""
    if one[0] is None or other[0] is None:
        return None
    starts_in_time = other[1] is None or one[0] <= other[1]
    return starts_in_time and (one[1] is None or other[0] <= one[1])


def _births_agree(left: Portrait, right: Portrait) -> bool:
    if left.borns & right.borns or _near_births(left, right):
        return True
    return any(_same_day(one, other) for one in left.borns for other in right.borns)


def _same_day(one: str, other: str) -> bool:
    """Tell whether one of two ISO dates lacks the year and the days are the same."""
    return one.startswith("--") != other.startswith("--") and one[-5:] == other[-5:]


def _near_births(left: Portrait, right: Portrait) -> bool:
    pairs = ((one, other) for one in left.borns for other in right.borns)
    return any(OSA.distance(one, other, score_cutoff=1) <= 1 for one, other in pairs)


def _share_office_mailbox(left: Portrait, right: Portrait) -> bool:
    offices = left.offices & right.offices
    ours = [address for address in left.addresses if address.domain in offices]
    theirs = [address for address in right.addresses if address.domain in offices]
    names = left.names + right.names
    return any(
        one.key == other.key or mistyped(one, other) and not _is_made_from(other, names)
        for one in ours
        for other in theirs
    )
