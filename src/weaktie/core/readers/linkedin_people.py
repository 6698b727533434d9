"""LinkedIn's connections, uploaded address books, and what the export says of its owner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weaktie.core.readers.contact_fields import (
    addresses_in,
    full_name,
    is_web_address,
    pieces,
    stints,
    town,
)
from weaktie.core.readers.csv_table import Line
from weaktie.core.readers.dates import NotADay, parse_birthday, parse_month
from weaktie.core.readers.table_reading import Reading, skipped_date
from weaktie.core.readers.text import NAME_LIMIT, clean, email_address, profile_slug, stable_name
from weaktie.core.rows import Contact, Owner, Row, Skip, Stint

NOBODY = frozenset(("", "linkedin member"))
"""Names, in lower case, under which LinkedIn shows people who have left or hide themselves."""


class Connections(Reading):
    """Connections.csv, 2018 to 2026."""

    dated = "connectedon"

    def take(self, line: Line) -> Iterator[Row]:
        """Yield the connection; rows with only a date are accounts that were closed."""
        name = full_name(line, "firstname", "lastname")
        slug = profile_slug(line["url"])
        email = email_address(line["emailaddress"])
        if name.lower() in NOBODY and not slug and not email:
            yield Skip(line.where, "Only a date is left: the account was closed.")
            return

        connected, skips = self.day(line, "the person is in, without the date")
        yield from skips
        since = connected.isoformat() if connected else line.text(self.dated)
        yield Contact(
            where=line.where,
            key=f"in:{slug}" if slug else stable_name(name.casefold(), since),
            name=name,
            given=line.text("firstname", NAME_LIMIT),
            family=line.text("lastname", NAME_LIMIT),
            emails=(email,) if email else (),
            profile=slug,
            work=stints(line.text("company"), line.text("position")),
            connected=connected,
        )


class ImportedContacts(Reading):
    """Contacts.csv, Imported Contacts.csv and ImportedContacts.csv: the address book given to LinkedIn."""

    dated = "birthday"

    def take(self, line: Line) -> Iterator[Row]:
        """Yield the contact, if it has a name or an e-mail address."""
        name = full_name(line, "firstname", "middlename", "lastname") or line.text("fullname", NAME_LIMIT)
        emails = addresses_in(f"{line['emails']} {line['emailaddress']}")
        phones = pieces(line["phonenumbers"])
        if not name and not emails:
            yield Skip(line.where, "It has no name and no e-mail address; the row is left out.")
            return

        links = pieces(f"{line['profiles']},{line['sites']}")
        yield Contact(
            where=line.where,
            key=stable_name(name.casefold(), *emails[:1], *phones[:1]),
            name="" if name.lower() in emails else name,
            given=line.text("firstname", NAME_LIMIT),
            family=line.text("lastname", NAME_LIMIT),
            nickname=line.text("nickname", NAME_LIMIT),
            maiden=line.text("maidenname", NAME_LIMIT),
            emails=emails,
            profile=next((slug for link in links if (slug := profile_slug(link))), ""),
            urls=tuple(link for link in links if is_web_address(link) and not profile_slug(link)),
            phones=phones,
            work=stints(line.text("companies"), line.text("title")),
            born=parse_birthday(line.text("birthday"), today=self.hints.today, day_first=self.day_first),
            place=town(line["location"]),
        )


class Profile(Reading):
    """Profile.csv: the owner's name."""

    def take(self, line: Line) -> Iterator[Row]:
        """Yield the owner by name and maiden name."""
        name = full_name(line, "firstname", "lastname")
        if name:
            yield Owner(line.where, name=name, maiden=line.text("maidenname", NAME_LIMIT))
        else:
            yield Skip(line.where, "It has no name; the row is left out.")


class EmailAddresses(Reading):
    """Email Addresses.csv: the owner's addresses."""

    def take(self, line: Line) -> Iterator[Row]:
        """Yield an address, unless it was never confirmed and so may be anybody's."""
        email = email_address(line["emailaddress"])
        if not email:
            yield Skip(line.where, "It has no e-mail address; the row is left out.")
        elif line.text("confirmed").lower() == "no":
            yield Skip(line.where, "This address of yours was never confirmed; it is left out.")
        else:
            yield Owner(line.where, emails=(email,))


class PhoneNumbers(Reading):
    """PhoneNumbers.csv and Whatsapp Phone Numbers.csv: the owner's numbers."""

    def take(self, line: Line) -> Iterator[Row]:
        """Yield a number with its country in front."""
        number = clean(f"{line['extension']} {line['number']}", 40)
        if any(character.isdigit() for character in number):
            yield Owner(line.where, phones=(number,))
        else:
            yield Skip(line.where, "It has no number; the row is left out.")


class Positions(Reading):
    """Positions.csv: where the owner has worked."""

    def take(self, line: Line) -> Iterator[Row]:
        """Yield one job."""
        organisation = line.text("companyname")
        if not organisation:
            yield Skip(line.where, "It names no employer; the row is left out.")
            return

        started, ended, skips = _span(line, "startedon", "finishedon", "the job is in, without the date")
        yield from skips
        stint = Stint(organisation, line.text("title"), started=started, ended=ended)
        yield Owner(line.where, work=(stint,))


class Education(Reading):
    """Education.csv: where the owner has studied."""

    def take(self, line: Line) -> Iterator[Row]:
        """Yield one school; the degree is its title."""
        school = line.text("schoolname")
        if not school:
            yield Skip(line.where, "It names no school; the row is left out.")
            return

        started, ended, skips = _span(line, "startdate", "enddate", "the school is in, without the date")
        yield from skips
        stint = Stint(school, line.text("degreename"), started=started, ended=ended)
        yield Owner(line.where, schools=(stint,))


def _span(line: Line, started: str, ended: str, outcome: str) -> tuple[date | None, date | None, list[Skip]]:
    days: list[date | None] = []
    skips: list[Skip] = []
    for column in (started, ended):
        cell = line.text(column)
        try:
            days.append(parse_month(cell) if cell else None)
        except NotADay as flaw:
            days.append(None)
            skips.append(skipped_date(line, cell, flaw, outcome))
    return days[0], days[1], skips
