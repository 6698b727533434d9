"""LinkedIn's smaller files, made up: invitations, praise, interests, and what an export says of its owner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from urllib.parse import quote

from tests.core.readers.dialects import (
    ME,
    OWNER_NAME,
    OWNER_SLUG,
    PEOPLE,
    Dialect,
    Spoken,
    Truth,
    american_minute,
    cast,
    moments,
    short_day,
    written,
)

from weaktie.core.rows import Contact, Interest, Owner, Stint


def _midnight(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)


def _iso(moment: datetime) -> str:
    return f"{moment:%Y/%m/%d %H:%M:%S} UTC"


def _weekday(moment: datetime) -> str:
    return f"{moment:%a %b %d %H:%M:%S} UTC {moment.year}"


def _invitations(title: str, seed: int, ends: tuple[str, str], gap: str = " ", prefix: str = "") -> Dialect:
    rows, truth = [["From", "To", "Sent At", "Message", "Direction", *filter(None, ends)]], []
    for number, (one, moment) in enumerate(zip(cast(seed), moments(seed, PEOPLE), strict=True)):
        is_mine = number % 3 == 0
        inviter, invitee = ((OWNER_NAME, OWNER_SLUG), (one.name, one.slug))[:: 1 if is_mine else -1]
        links = [prefix + quote(slug) for slug in (inviter[1], invitee[1])] if ends[0] else []
        direction = "OUTGOING" if is_mine else "INCOMING"
        rows.append([inviter[0], invitee[0], american_minute(moment, gap), "Hi,\nA", direction, *links])
        them = (one.name, one.slug if "Url" in ends[0] else "")
        author, to = (ME, them) if is_mine else (them, ME)
        truth.append(Spoken(int(moment.timestamp()), author, (to,)))
    owner = Owner("", name=OWNER_NAME, profile=OWNER_SLUG if "Url" in ends[0] else "")
    raw = written(rows)
    return Dialect(f"Invitations, {title}", "Invitations.csv", raw, "linkedin_invitations", (*truth, owner))


def invitations() -> list[Dialect]:
    """Invitations.csv of three layouts."""
    urls = ("inviterProfileUrl", "inviteeProfileUrl")
    return [
        _invitations("2018", 50, ("", "")),
        _invitations("early 2024", 51, ("inviterProfileUrn", "inviteeProfileUrn"), prefix="urn:li:member:"),
        _invitations("2024", 52, urls, prefix="https://www.linkedin.com/in/"),
        _invitations("narrow blank before AM", 53, urls, "\u202f", "https://www.linkedin.com/in/"),
    ]


def _recommendations(
    seed: int, way: str, shape: Callable[[datetime], str], header: str, dress: str
) -> Dialect:
    rows, truth = [header.split(",")], list[Truth]()
    for one, moment in zip(cast(seed), moments(seed, PEOPLE), strict=True):
        family = one.family or "Haddad"
        cells = {
            "First Name": one.given,
            "Last Name": family,
            "Company": one.company,
            "Job Title": one.title,
            "Text": 'Great, \n"truly"',
            "Creation Date": shape(moment),
            "Creation Date.1": shape(moment),
            "Status": "VISIBLE",
        }
        rows.append([cells[column] for column in rows[0]])
        given = one.given if "First Name" in rows[0] else ""
        name = f"{given} {family}".strip()
        at = moment if ":" in shape(moment) else _midnight(moment)
        truth.append(Contact("", "", name, given=given, family=family, work=one.work))
        author, to = (ME, (name, "")) if way == "Given" else ((name, ""), ME)
        truth.append(Spoken(int(at.timestamp()), author, (to,)))
    name = f"Recommendations_{way}.csv"
    kind = f"linkedin_recommendations_{way.lower()}"
    return Dialect(f"{name}, {dress}", name, written(rows), kind, tuple(truth))


def _endorsements(seed: int, way: str, who: str, dress: str, *, has_url: bool) -> Dialect:
    header = f"Endorsement Date,Skill Name,{who} First Name,{who} Last Name,"
    header += f"{who} Public Url,Endorsement Status" if has_url else "Endorsement Status"
    rows, truth = [header.split(",")], list[Truth]()
    for one, moment in zip(cast(seed), moments(seed, PEOPLE), strict=True):
        link = [one.url.removeprefix("https://")] if has_url else []
        for skill in ("SQL", "Py, thon"):
            rows.append([_iso(moment), skill, one.given, one.family, *link, "ACCEPTED"])
        slug = one.slug if has_url else ""
        truth.append(Contact("", "", one.name, given=one.given, family=one.family, profile=slug))
        author, to = (ME, (one.name, slug)) if way == "Given" else ((one.name, slug), ME)
        truth.append(Spoken(int(moment.timestamp()), author, (to,)))
    name = f"Endorsement_{way}_Info.csv"
    kind = f"linkedin_endorsements_{way.lower()}"
    return Dialect(f"{name}, {dress}", name, written(rows), kind, tuple(truth))


def praise() -> list[Dialect]:
    """Recommendations and endorsements, given and received."""
    seven = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status"
    pandas = "Last Name,Company,Job Title,Text,Creation Date.1,Status"

    def padded(moment: datetime) -> str:
        return f"{moment:%m/%d/%y, %I:%M %p}"

    return [
        _recommendations(60, "Received", padded, seven, "LinkedIn's dates"),
        _recommendations(61, "Given", lambda moment: f"{moment:%Y-%m-%d}", seven, "ISO days"),
        _recommendations(62, "Received", padded, pandas, "after pandas"),
        _endorsements(63, "Received", "Endorser", "2021", has_url=False),
        _endorsements(64, "Received", "Endorser", "2024", has_url=True),
        _endorsements(65, "Given", "Endorsee", "2024", has_url=True),
    ]


def interests() -> list[Dialect]:
    """Companies followed, jobs saved and applied to."""
    people = [one for one in cast(70) if one.company]
    days = moments(70, len(people))
    job = "http://www.linkedin.com/jobs/view/"

    follows = [["Organization", "Followed On"]] + [
        [one.company, _weekday(day)] for one, day in zip(people, days, strict=True)
    ]
    saved = [["Saved Date", "Job Url", "Job Title", "Company Name"]] + [
        [american_minute(day), job + one.slug, one.title, one.company]
        for one, day in zip(people, days, strict=True)
    ]
    applied = [
        [
            *("Application Date", "Contact Email", "Contact Phone Number", "Company Name"),
            *("Job Title", "Job Url", "Resume Name", "Question And Answers"),
        ]
    ] + [
        [
            american_minute(day),
            "a@x.example",
            "+1",
            one.company,
            one.title,
            job + one.slug,
            "cv.pdf",
            "Q: a | A:\nb",
        ]
        for one, day in zip(people, days, strict=True)
    ]

    def truth(how: str, *, with_job: bool) -> tuple[Truth, ...]:
        return tuple(
            Interest(
                "",
                one.company,
                how,
                title=one.title if with_job else "",
                url=job + one.slug if with_job else "",
                on=day.date(),
            )
            for one, day in zip(people, days, strict=True)
        )

    return [
        Dialect(
            "Company Follows",
            "Company Follows.csv",
            written(follows),
            "linkedin_company_follows",
            truth("follows", with_job=False),
        ),
        Dialect(
            "Saved Jobs",
            "Saved Jobs_1.csv",
            written(saved),
            "linkedin_saved_jobs",
            truth("saved", with_job=True),
        ),
        Dialect(
            "Job Applications",
            "Job Applications_2.csv",
            written(applied),
            "linkedin_job_applications",
            truth("applied", with_job=True),
        ),
    ]


def owners() -> list[Dialect]:
    """What an export says of its owner."""
    jobs = [one for one in cast(80) if one.company]

    def month(day: date) -> str:
        return short_day(day)[3:]

    positions = [["Company Name", "Title", "Description", "Location", "Started On", "Finished On"]] + [
        [
            one.company,
            one.title,
            '- built\n- shipped, "twice"',
            one.town,
            month(one.born),
            str(one.connected.year),
        ]
        for one in jobs
    ]
    worked = tuple(
        Owner(
            "",
            work=(
                Stint(one.company, one.title, "", one.born.replace(day=1), date(one.connected.year, 1, 1)),
            ),
        )
        for one in jobs
    )
    education = [["School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities"]] + [
        [one.company, str(one.born.year), "", "note", one.title, "chess"] for one in jobs
    ]
    learnt = tuple(
        Owner("", schools=(Stint(one.company, one.title, "", date(one.born.year, 1, 1)),)) for one in jobs
    )
    emails = [["Email Address", "Confirmed", "Primary", "Updated On"]] + [
        [one.email.upper(), "Yes", "No", "1/2/20, 3:04 AM"] for one in jobs
    ]
    old = (
        "First Name,Last Name,Maiden Name,Address,Birth Date,Contact Instructions,Headline,Summary,"
        "Industry,Country"
    )
    new = (
        "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location"
    )

    def profile(header: str, dress: str) -> Dialect:
        cells = {"First Name": "Ada", "Last Name": "Oduya", "Maiden Name": "Bello", "Summary": 'a\n\n"b", c'}
        rows = [header.split(","), [cells.get(column, "x") for column in header.split(",")]]
        truth = (Owner("", name="Ada Oduya", maiden="Bello"),)
        return Dialect(f"Profile, {dress}", "Profile.csv", written(rows), "linkedin_profile", truth)

    return [
        Dialect("Positions", "Positions.csv", written(positions), "linkedin_positions", worked),
        Dialect("Education", "Education.csv", written(education), "linkedin_education", learnt),
        Dialect(
            "Email Addresses",
            "Email Addresses.csv",
            written(emails),
            "linkedin_email_addresses",
            tuple(Owner("", emails=(one.email,)) for one in jobs),
        ),
        profile(old, "2018"),
        profile(new, "2024"),
    ]
