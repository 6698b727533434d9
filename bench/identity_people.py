"""A fictional network with known truth: who is who in three exports, drawn from a seed.

Everybody is invented. The names are common ones put together by chance; all addresses end in .example.
The habits of a seed's world (how many namesakes, how large the stock of names and employers is, how much is
written badly) are drawn from the seed too.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from random import Random

from bench.identity_words import (
    CREDENTIALS,
    EMPLOYERS,
    FAMILY,
    FREE_MAIL,
    GIVEN,
    HANDLES,
    MADE_UP_EMPLOYERS,
    MADE_UP_FAMILY,
    NICKNAMES,
    SCHOOLS,
    TITLES,
    TOWNS,
)
from weaktie.core import nicknames
from weaktie.core.identity import Mention


@dataclass(frozen=True, slots=True)
class World:
    """The habits of one network, as shares between 0 and 1 unless they are counts."""

    people: int = 1500
    given_names: int = 130
    family_names: int = 150
    family_names_made_up: int = 400
    employers: int = 300
    namesakes: float = 0.03
    namesakes_at_one_employer: float = 0.3
    connected: float = 0.6
    in_book: float = 0.45
    in_mailbox: float = 0.5
    address_on_profile: float = 0.08
    nicknames: float = 0.15
    initials: float = 0.05
    plain_letters: float = 0.4
    slips: float = 0.02
    family_first: float = 0.1
    married: float = 0.04
    couples: float = 0.03
    repeated_in_book: float = 0.04
    moved_on: float = 0.2


def world_of(seed: int) -> World:
    """Return the habits that a seed stands for."""
    random = Random(f"world {seed}")
    return World(
        given_names=random.choice((60, 90, 130)),
        family_names=random.choice((80, 150)),
        family_names_made_up=random.choice((0, 200, 400)),
        employers=random.choice((15, 100, 400)),
        namesakes=random.uniform(0.02, 0.06),
        connected=random.uniform(0.5, 0.75),
        in_book=random.uniform(0.3, 0.6),
        in_mailbox=random.uniform(0.35, 0.65),
        address_on_profile=random.uniform(0.03, 0.15),
        nicknames=random.uniform(0.08, 0.25),
        slips=random.uniform(0.01, 0.04),
        plain_letters=random.uniform(0.2, 0.6),
    )


@dataclass(slots=True)
class Person:
    """Somebody as they are, whatever the exports say."""

    number: int
    given: str
    family: str
    middle: str
    maiden: str
    nickname: str
    employer: str
    former: str
    since: int
    title: str
    school: str
    town: str
    born: str
    phone: str
    private: str
    office: str
    sources: frozenset[str]


@dataclass(slots=True)
class Network:
    """The mentions of three exports, and for each the number of the person or mailbox behind it."""

    mentions: list[Mention] = field(default_factory=list)
    truth: list[int] = field(default_factory=list)

    def add(self, person: int, mention: Mention) -> None:
        """Append a mention of a person."""
        self.mentions.append(replace(mention, id=len(self.mentions)))
        self.truth.append(person)


def network(seed: int, world: World | None = None) -> Network:
    """Return the mentions and the truth that a seed stands for."""
    world = world or world_of(seed)
    random = Random(f"network {seed}")
    people = _people(random, world)
    made = Network()
    _connections(made, people, random, world)
    _address_book(made, people, random, world)
    _mailbox(made, people, random, world)
    _role_mailboxes(made, people, random)
    return made


def plain(text: str) -> str:
    """Return a text in lower case without accents, as in an address."""
    text = text.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("ı", "i").replace("'", "")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _people(random: Random, world: World) -> list[Person]:
    given = random.sample(GIVEN, min(world.given_names, len(GIVEN)))
    family = random.sample(FAMILY, min(world.family_names, len(FAMILY)))
    family += random.sample(MADE_UP_FAMILY, min(world.family_names_made_up, len(MADE_UP_FAMILY)))
    employers = _employers(random, world.employers)
    offices: set[str] = set()
    people: list[Person] = []
    for number in range(world.people):
        person = _person(random, world, number, given, family, employers)
        if people and random.random() < world.namesakes:
            double = random.choice(people)
            person.given, person.family, person.nickname = double.given, double.family, ""
            if random.random() < world.namesakes_at_one_employer:
                person.employer = double.employer
        elif people and random.random() < world.couples and not _are_akin(person, people[-1]):
            person.family = people[-1].family
            person.private = people[-1].private = f"{plain(person.family).lower()}.home{number}@post.example"
            person.phone = people[-1].phone
        _give_addresses(person, random, offices)
        people.append(person)
    return people


def _are_akin(one: Person, other: Person) -> bool:
    return one.given[0] == other.given[0] or nicknames.related(
        plain(one.given).lower(), plain(other.given).lower()
    )


def _employers(random: Random, count: int) -> list[str]:
    return (EMPLOYERS + random.sample(MADE_UP_EMPLOYERS, len(MADE_UP_EMPLOYERS)))[:count]


def _person(
    random: Random, world: World, number: int, given: list[str], family: list[str], employers: list[str]
) -> Person:
    # A few names and employers are common and many rare: the share falls with the rank.
    first = given[int(len(given) * random.random() ** 1.5)]
    last = family[int(len(family) * random.random() ** 1.7)]
    sources = {"linkedin": world.connected, "book": world.in_book, "mail": world.in_mailbox}
    return Person(
        number=number,
        given=first,
        family=last,
        middle=random.choice("ABCDEFGHJKLMPRST") if random.random() < 0.2 else "",
        maiden=random.choice(family) if random.random() < world.married else "",
        nickname=random.choice(NICKNAMES[first]) if first in NICKNAMES else "",
        employer=employers[int(len(employers) * random.random() ** 2)],
        former=random.choice(employers) if random.random() < world.moved_on else "",
        since=random.randint(2005, 2024),
        title=random.choice(TITLES),
        school=random.choice(SCHOOLS),
        town=random.choice(TOWNS),
        born=f"{random.randint(1955, 2002)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
        phone=f"+4420794{random.randint(10000, 99999)}",
        private="",
        office="",
        sources=frozenset(source for source, share in sources.items() if random.random() < share),
    )


def _give_addresses(person: Person, random: Random, taken: set[str]) -> None:
    first, last = plain(person.given).lower(), plain(person.family).lower()
    styles = (f"{first}.{last}", f"{first}.{last}", f"{first[0]}{last}", f"{first}{last[0]}", first)
    person.office = _free_address(random.choice(styles), domain_of(person.employer), taken)
    if not person.private:
        handle = random.choice((f"{first}.{last}", f"{first}{last}", f"{random.choice(HANDLES)}{first[:3]}"))
        handle += random.choice(("", "", person.born[2:4]))
        person.private = _free_address(handle, random.choice(FREE_MAIL), taken)


def _free_address(local: str, domain: str, taken: set[str]) -> str:
    tries = (f"{local}{number or ''}@{domain}" for number in range(len(taken) + 1))
    address = next(address for address in tries if address not in taken)
    taken.add(address)
    return address


def domain_of(employer: str) -> str:
    """Return the domain of an employer's addresses: its first word, or all of a made-up name."""
    words = plain(employer).split()
    return f"{words[0] if employer in EMPLOYERS else ''.join(words)}.example"


def _connections(made: Network, people: list[Person], random: Random, world: World) -> None:
    for person in people:
        if "linkedin" not in person.sources:
            continue
        name = f"{person.given} {person.family}"
        if person.maiden and random.random() < 0.3:
            name = f"{person.given} ({person.maiden}) {person.family}"
        elif person.nickname and random.random() < world.nicknames / 2:
            name = f"{person.nickname} {person.family}"
        if random.random() < 0.15:
            name += random.choice(CREDENTIALS)
        email = (
            random.choice((person.private, person.office))
            if random.random() < world.address_on_profile
            else ""
        )
        made.add(
            person.number,
            Mention(
                0,
                name,
                emails=(email,) if email else (),
                profiles=(f"{plain(person.given)}-{plain(person.family)}-{person.number:x}".lower(),),
                employers=((person.employer, None, None),),
                title=person.title,
                source="linkedin",
                file=1,
            ),
        )


def _address_book(made: Network, people: list[Person], random: Random, world: World) -> None:
    switchboards = {person.employer: f"+4930{random.randint(100000, 999999)}" for person in people}
    for person in people:
        if "book" not in person.sources:
            continue
        rows = 2 if random.random() < world.repeated_in_book else 1
        for _ in range(rows):
            made.add(person.number, _card(person, random, world, switchboards[person.employer]))


def _card(person: Person, random: Random, world: World, switchboard: str) -> Mention:
    emails = [address for address in (person.private, person.office) if random.random() < 0.5]
    phones = [person.phone] if random.random() < 0.5 else [switchboard] if random.random() < 0.1 else []
    employer = person.former if person.former and random.random() < 0.5 else person.employer
    knows_work = random.random() < 0.45
    return Mention(
        0,
        _as_written(person, random, world),
        maiden=person.maiden if random.random() < 0.2 else "",
        emails=tuple(emails),
        phones=tuple(phones),
        employers=((employer, None, None),) if knows_work else (),
        title=person.title if knows_work and random.random() < 0.4 else "",
        born=person.born if random.random() < 0.1 else "",
        place=person.town if random.random() < 0.2 else "",
        source=random.choice(("google", "vcard")),
        file=2,
    )


def _as_written(person: Person, random: Random, world: World) -> str:
    first, last = person.given, person.family
    if person.maiden and random.random() < 0.4:
        last = random.choice((person.maiden, f"{person.maiden}-{last}"))
    if person.nickname and random.random() < world.nicknames:
        first = person.nickname
    elif random.random() < world.initials:
        first = first[0] + random.choice((".", ""))
    elif person.middle and random.random() < 0.3:
        first = f"{first} {person.middle}."
    if random.random() < world.slips:
        last = _slip(last, random)
    name = f"{last}, {first}" if random.random() < world.family_first else f"{first} {last}"
    name = name.upper() if random.random() < 0.02 else name
    return plain(name) if random.random() < world.plain_letters else name


def _slip(word: str, random: Random) -> str:
    """Return a word with two letters swapped, one left out, or one doubled."""
    at = random.randrange(1, len(word)) if len(word) > 2 else 1
    swapped = word[: at - 1] + word[at : at + 1] + word[at - 1 : at] + word[at + 1 :]
    return random.choice((swapped, word[:at] + word[at + 1 :], word[:at] + word[at - 1] + word[at:]))


def _mailbox(made: Network, people: list[Person], random: Random, world: World) -> None:
    circles: dict[str, list[int]] = {}
    for person in people:
        if "mail" not in person.sources:
            continue
        addresses = [person.private, person.office]
        random.shuffle(addresses)
        for address in addresses[: random.choice((1, 1, 1, 2))]:
            circles.setdefault(f"{person.employer} {random.randrange(6)}", []).append(len(made.mentions))
            name = _display_name(person, random, world)
            made.add(person.number, Mention(0, name, emails=(address,), source="mail", file=3))
    _let_them_meet(made, list(circles.values()), random)


def _display_name(person: Person, random: Random, world: World) -> str:
    choice = random.random()
    if choice < 0.12:
        return ""
    if choice < 0.18:
        return person.nickname or person.given
    return _as_written(person, random, world)


def _let_them_meet(made: Network, circles: list[list[int]], random: Random) -> None:
    met: dict[int, set[int]] = {}
    for circle in circles:
        for _ in range(len(circle)):
            together = random.sample(circle, min(len(circle), random.randint(2, 5)))
            for one in together:
                met.setdefault(one, set()).update(together)
    for one, others in met.items():
        made.mentions[one] = replace(made.mentions[one], companions=frozenset(others - {one}))


def _role_mailboxes(made: Network, people: list[Person], random: Random) -> None:
    """Add info@ and the like: mailboxes that are nobody, and now and then somebody's second address."""
    for number, employer in enumerate(sorted({person.employer for person in people})[:40]):
        domain = domain_of(employer)
        nobody = 1_000_000 + number
        for role in ("info", "jobs"):
            name = random.choice(("", employer.title(), f"{employer.title()} Team"))
            mention = Mention(0, name, emails=(f"{role}@{domain}",), source="mail", file=3)
            made.add(nobody + 1000 * (role == "jobs"), mention)
        by_name = {(person.given, person.family): person for person in people if person.employer == employer}
        colleagues = list(by_name.values())
        for person in random.sample(colleagues, min(2, len(colleagues))):
            name = f"{person.given} {person.family}"
            made.add(person.number, Mention(0, name, emails=(f"info@{domain}",), source="vcard", file=2))
