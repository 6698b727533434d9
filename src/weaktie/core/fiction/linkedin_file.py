"""LinkedIn's archive of 2026, and the older one of which only the connections were kept."""

from __future__ import annotations

import csv
import io
import zipfile
from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from random import Random

from weaktie.core.fiction import seeker as story
from weaktie.core.fiction.careers import LATELY
from weaktie.core.fiction.clock import Clock
from weaktie.core.fiction.courses import LATEST
from weaktie.core.fiction.seeker import MARA
from weaktie.core.fiction.shapes import Chat, Course, Paper, Person, World

Rows = Iterable[Sequence[str]]

NOTE = "Addresses of connections who keep theirs to themselves are not in this file, so most are missing."
"""Real exports begin with a note of this kind, three lines with its heading."""

NO_SUCH_DAY = (
    "Nadia",
    "Farhoud-Lane",
    "https://www.linkedin.com/in/nadia-farhoud-lane",
    "",
    "",
    "",
    "31 Feb 2021",
)
"""A row as one meets them: somebody known, on a day that never was."""

SHOWS_ADDRESS = 33
"""One connection in so many lets its e-mail address be seen (formats of real exports: 2 to 3 %)."""

SHOWS_NO_JOB = 19
CLOSED_ACCOUNTS = 4

PROFILE_HEADER = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    "Twitter Handles,Websites,Instant Messengers"
)
MESSAGES_HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,"
    "CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT"
)
ENDORSED_HEADER = (
    "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,"
    "Endorsement Status"
)
UPLOADED_HEADER = (
    "FirstName,MiddleName,LastName,MaidenName,NickName,NamePrefix,NameSuffix,Title,Emails,PhoneNumbers,"
    "CreatedAt,UpdatedAt,CountryCode,RegionCode,ThirdPartyVerified,Location"
)


def archive(world: World, chats: Sequence[Chat], seed: int, clock: Clock) -> bytes:
    """Return the complete archive as it would have come some days ago."""
    random = Random(f"weaktie archive {seed}")
    return _zipped(
        {
            "Connections.csv": connections(world, clock, LATEST - 1),
            "messages.csv": _table(MESSAGES_HEADER, _messages(chats), quoted=True),
            "Invitations.csv": _invitations(world, random, clock),
            "Profile.csv": _table(PROFILE_HEADER, [_profile()]),
            "Positions.csv": _positions(clock),
            "Education.csv": _education(clock),
            "Email Addresses.csv": _email_addresses(clock),
            "Recommendations_Received.csv": _recommendations(world, clock),
            "Endorsement_Received_Info.csv": _endorsements(world, random, clock),
            "Company Follows.csv": _follows(random, clock),
            "Jobs/Saved Jobs.csv": _saved(clock),
            "Jobs/Job Applications.csv": _applied(clock),
            "ImportedContacts.csv": _uploaded(world, clock),
            "Skills.csv": _table("Name", [(skill,) for skill in MARA.skills]),
            "Languages.csv": _table("Name,Proficiency", [("English", "Native"), ("Swedish", "Professional")]),
        }
    )


def older_archive(world: World, clock: Clock) -> bytes:
    """Return the archive of two years ago: the same connections with their jobs and names of then."""
    return _zipped({"Connections.csv": connections(world, clock, LATELY)})


def connections(world: World, clock: Clock, ago: int) -> bytes:
    """Return Connections.csv as it would have come so many days ago, newest first, with its notes."""
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    linked = [p for p in world.people if Paper.LINKEDIN in p.papers and p.connected >= max(ago, LATEST)]
    rows = [
        _connection(person, clock, ago) for person in sorted(linked, key=lambda p: (p.connected, p.number))
    ]
    closed = [("", "", "", "", "", "", _day(clock, ago + 300 * n)) for n in range(1, CLOSED_ACCOUNTS + 1)]
    return f'Notes:\n"{NOTE}"\n\n'.encode() + _table(header, [*rows, NO_SUCH_DAY, *closed])


def _connection(person: Person, clock: Clock, ago: int) -> tuple[str, ...]:
    job = person.job_at(ago)
    shown = job if job and (person.number % SHOWS_NO_JOB or person.also) else None
    family = person.name_at(ago).removeprefix(f"{person.given} ")
    return (
        person.given,
        family,
        f"https://www.linkedin.com/in/{person.slug}",
        person.private if person.number % SHOWS_ADDRESS == 0 else "",
        shown.employer.name if shown else "",
        shown.title if shown else "",
        _day(clock, person.connected),
    )


def _messages(chats: Sequence[Chat]) -> Rows:
    """Yield messages.csv, newest first."""
    mine = (MARA.name, f"https://www.linkedin.com/in/{MARA.slug}")
    for chat in reversed(chats):
        theirs = (chat.person.name, f"https://www.linkedin.com/in/{chat.person.slug}")
        author, to = (mine, theirs) if chat.is_mine else (theirs, mine)
        conversation = f"2-{b64encode(chat.conversation.encode()).decode()}"
        when = f"{datetime.fromtimestamp(chat.at, UTC):%Y-%m-%d %H:%M:%S} UTC"
        yield (conversation, "", *author, *to, when, "", chat.body, "INBOX", "", "No", "No")


def _invitations(world: World, random: Random, clock: Clock) -> bytes:
    """Return the recent invitations; LinkedIn keeps no others."""
    recent = [p for p in world.people if Paper.LINKEDIN in p.papers and LATEST < p.connected < 400]
    rows = []
    for person in random.sample(recent, min(30, len(recent))):
        mine = (MARA.name, f"https://www.linkedin.com/in/{MARA.slug}")
        theirs = (person.name, f"https://www.linkedin.com/in/{person.slug}")
        is_mine = random.random() < 0.4
        inviter, invitee = (mine, theirs) if is_mine else (theirs, mine)
        when = _american(clock, person.connected, random.randrange(480, 1200))
        direction = "OUTGOING" if is_mine else "INCOMING"
        rows.append((inviter[0], invitee[0], when, "", direction, inviter[1], invitee[1]))
    header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"
    return _table(header, rows)


def _profile() -> tuple[str, ...]:
    return (
        MARA.given,
        MARA.family,
        "",
        "",
        "",
        MARA.headline,
        "",
        MARA.industry,
        "",
        "Leeds, United Kingdom",
        "",
        "",
        "",
    )


def _positions(clock: Clock) -> bytes:
    rows = [
        (job.employer.name, job.title, "", "Leeds", _month(clock, job.since), _month(clock, job.until))
        for job in MARA.jobs
    ]
    return _table("Company Name,Title,Description,Location,Started On,Finished On", rows)


def _education(clock: Clock) -> bytes:
    rows = [
        (
            school.name,
            f"{clock.day(school.since).year}",
            f"{clock.day(school.until).year}",
            "",
            school.degree,
            "",
        )
        for school in MARA.schools
    ]
    return _table("School Name,Start Date,End Date,Notes,Degree Name,Activities", rows)


def _email_addresses(clock: Clock) -> bytes:
    rows = [
        (email, "Yes", "Yes" if number == 0 else "No", _american(clock, 900 + 400 * number, 600))
        for number, email in enumerate(MARA.emails)
    ]
    return _table("Email Address,Confirmed,Primary,Updated On", rows)


def _recommendations(world: World, clock: Clock) -> bytes:
    rows = [
        (*_named(person), _american(clock, person.recommends, 700), "VISIBLE")
        for person in world.people
        if person.recommends
    ]
    return _table("First Name,Last Name,Company,Job Title,Text,Creation Date,Status", rows)


def _named(person: Person) -> tuple[str, ...]:
    job = person.jobs[0]
    return person.given, person.family, job.employer.name, job.title, "A pleasure to plan with."


def _endorsements(world: World, random: Random, clock: Clock) -> bytes:
    """Return endorsements by people who know her work."""
    known = (Course.THEN, Course.THEN_LIGHT, Course.LATELY, Course.ACTIVE)
    able = [p for p in world.people if Paper.LINKEDIN in p.papers and p.course in known and p.connected > 60]
    rows = []
    for person in random.sample(able, min(60, len(able))):
        when = f"{clock.day(random.randrange(40, person.connected)):%Y/%m/%d} 15:02:55 UTC"
        skill, link = random.choice(MARA.skills), f"www.linkedin.com/in/{person.slug}"
        rows.append((when, skill, person.given, person.family, link, "ACCEPTED"))
    return _table(ENDORSED_HEADER, rows)


def _follows(random: Random, clock: Clock) -> bytes:
    rows = []
    for name in story.FOLLOWS:
        day = clock.day(random.randrange(20, 900))
        rows.append((name, f"{day:%a %b %d} 09:32:11 UTC {day.year}"))
    return _table("Organization,Followed On", rows)


def _saved(clock: Clock) -> bytes:
    rows = [
        (
            _american(clock, each.ago, 1240),
            f"https://www.linkedin.com/jobs/view/{39000000 + n}",
            each.title,
            each.employer,
        )
        for n, each in enumerate(story.SAVED)
    ]
    return _table("Saved Date,Job Url,Job Title,Company Name", rows)


def _applied(clock: Clock) -> bytes:
    header = (
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
        "Question And Answers"
    )
    rows = [
        (_american(clock, each.ago, 1310), MARA.emails[0], "", each.employer, each.title,
         f"http://www.linkedin.com/jobs/view/{38000000 + n}", "Mara_Lindqvist.pdf", "")
        for n, each in enumerate(story.APPLIED)
    ]  # fmt: skip
    return _table(header, rows)


def _uploaded(world: World, clock: Clock) -> bytes:
    """Return the address book that she once gave to LinkedIn."""
    when = _american(clock, 2_600, 1_000)
    rows = []
    for person in world.people:
        if Paper.UPLOADED in person.papers:
            address = person.addresses()[0]
            family = person.former or person.family
            name = (person.given, "", family, "", person.called, "", "")
            rows.append((*name, "", address, person.phone, when, when, "gb", "", "false", ""))
    return _table(UPLOADED_HEADER, rows)


def _table(header: str, rows: Rows, *, quoted: bool = False) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return out.getvalue().encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip whose bytes depend on the files alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, content)
    return out.getvalue()


def _day(clock: Clock, ago: int) -> str:
    return f"{clock.day(ago):%d %b %Y}"


def _month(clock: Clock, ago: int) -> str:
    return f"{clock.day(ago):%b %Y}" if ago else ""


def _american(clock: Clock, ago: int, minutes: int) -> str:
    day = clock.day(ago)
    hour, minute = divmod(minutes, 60)
    half = "AM" if hour < 12 else "PM"
    return f"{day.month}/{day.day}/{day:%y}, {(hour - 1) % 12 + 1}:{minute:02} {half}"
