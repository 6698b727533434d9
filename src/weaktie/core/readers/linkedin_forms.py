"""The files of a LinkedIn export from 2018 to 2026, told by their column names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from weaktie.core.readers import Source
from weaktie.core.readers.csv_table import Header, plain

FAMILY = "linkedin"

ALIASES = {
    plain(local): english
    for english, locals_ in {
        "firstname": "Vorname|Prénom",
        "lastname": "Nachname|Nom",
        "emailaddress": "E-Mail-Adresse|Adresse e-mail",
        "company": "Unternehmen|Entreprise",
        "position": "Poste",
        "connectedon": "Verbunden am|Date de connexion",
        # What pandas makes of a column name that it has already seen.
        "creationdate": "Creation Date.1",
    }.items()
    for local in locals_.split("|")
}
"""German and French names of the columns of Connections.csv, and one that owners' tools leave behind."""


@dataclass(frozen=True, slots=True)
class Form:
    """One shape of one kind of file.

    All of `columns` have to be there and, when `exact`, no others. With `names` the file has to be called
    one of them too (spelt as `file_name` spells it), because the columns alone could be anybody's.
    """

    source: Source
    columns: frozenset[str]
    exact: bool = False
    names: frozenset[str] = frozenset()

    def fits(self, header: Header) -> bool:
        """Tell whether a line of column names is this form's."""
        found = {column for column in header.columns if column}
        return self.columns == found if self.exact else self.columns <= found


def file_name(name: str) -> str:
    """Return a file's name as LinkedIn means it: no folder, extension, copy number or member's number."""
    base = re.sub(r"(\.(csv|txt|xlsx?))+$", "", name.replace("\\", "/").rpartition("/")[2].casefold())
    base = re.sub(r"\s*\(\d+\)$", "", base)
    return re.sub(r"[\s_-]", "", re.sub(r"_\d+$", "", base))


def forms_of(kind: str) -> tuple[Form, ...]:
    """Return every shape of a kind."""
    return tuple(form for form in FORMS if form.source.kind == kind)


def _source(kind: str, label: str, *, needed: bool = True) -> Source:
    return Source(f"linkedin_{kind}", f"LinkedIn: {label}", FAMILY, needed)


def _columns(text: str) -> frozenset[str]:
    return frozenset(plain(column) for column in text.split(","))


def _needed(kind: str, label: str, *headers: str) -> tuple[Form, ...]:
    return tuple(Form(_source(kind, label), _columns(header)) for header in headers)


def _named(kind: str, label: str, header: str, names: str, *, needed: bool = True) -> Form:
    return Form(_source(kind, label, needed=needed), _columns(header), False, frozenset(names.split()))


def _unneeded(label: str, *headers: str, names: str = "") -> tuple[Form, ...]:
    kind = re.sub(r"\W+", "_", label.lower())
    source = _source(kind, label, needed=False)
    return tuple(Form(source, _columns(header), True, frozenset(names.split())) for header in headers)


_MESSAGES = "From,To,Date,Folder"
_RECOMMENDATIONS = "Last Name,Company,Job Title,Text,Creation Date,Status"

NEEDED: tuple[Form, ...] = (
    *_needed(
        "connections",
        "connections",
        "First Name,Connected On",
        "First Name,Last Name,URL,Company,Position",
    ),
    *_needed(
        "invitations",
        "invitations",
        "From,To,Sent At,Direction",
    ),
    *_needed("positions", "your positions", "Company Name,Title,Started On,Finished On"),
    *_needed("education", "your education", "School Name,Start Date,End Date"),
    *_needed("email_addresses", "your e-mail addresses", "Email Address,Confirmed,Primary"),
    *_needed("profile", "your profile", "First Name,Last Name,Headline,Industry"),
    *_needed(
        "imported_contacts",
        "imported contacts",
        "FirstName,LastName,Emails,PhoneNumbers,CreatedAt",
        "First Name,Last Name,Email Address,Phone Numbers,Created At,Profiles",
    ),
    *_needed(
        "endorsements_received",
        "endorsements received",
        "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name",
    ),
    *_needed(
        "endorsements_given",
        "endorsements given",
        "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name",
    ),
    *_needed("company_follows", "companies followed", "Organization,Followed On"),
    *_needed("saved_jobs", "saved jobs", "Saved Date,Job Url,Company Name"),
    *_needed("job_applications", "job applications", "Application Date,Company Name,Job Title"),
    Form(_source("phone_numbers", "your phone numbers"), _columns("Extension,Number,Type"), exact=True),
    Form(
        _source("phone_numbers", "your phone numbers"),
        _columns("Number,Extension,Is_WhatsApp_Number"),
        exact=True,
    ),
)

SAME_CONTENT: tuple[Form, ...] = (
    _named(
        "messages_with_bots",
        "conversations with LinkedIn's assistants",
        _MESSAGES,
        "guidemessages learningroleplaymessages learningcoachmessages",
        needed=False,
    ),
    _named(
        "recommendations_received", "recommendations received", _RECOMMENDATIONS, "recommendationsreceived"
    ),
    _named("recommendations_given", "recommendations given", _RECOMMENDATIONS, "recommendationsgiven"),
)
"""Kinds that only the file's name tells from another with the same columns."""

MESSAGES: tuple[Form, ...] = _needed(
    "messages", "messages", "Conversation ID,From,To,Date", "From,To,Date,Direction,Folder"
)

UNNEEDED: tuple[Form, ...] = (
    *_unneeded("skills", "Name", names="skills"),
    *_unneeded("languages", "Name,Proficiency", names="languages"),
    *_unneeded("courses", "Name,Number", names="courses"),
    *_unneeded("volunteering", "Company Name,Role,Cause,Started On,Finished On,Description"),
    *_unneeded("test scores", "Tested On,Name,Description,Score", names="testscores"),
    *_unneeded("causes", "Supported Cause"),
    *_unneeded("profile summary", "Profile Summary"),
    *_unneeded("certifications", "Name,Url,Authority,Started On,Finished On,License Number"),
    *_unneeded("honors", "Title,Description,Issuer,Issue Date", "Title,Description,Issuer,Issued On"),
    *_unneeded(
        "projects",
        "Title,Description,Url,Start Date,End Date",
        "Title,Description,Url,Started On,Finished On",
        names="projects",
    ),
    *_unneeded("publications", "Name,Published On,Description,Publisher,Url", names="publications"),
    *_unneeded(
        "registration",
        "Registration Date,Registration IP Address,Invited by (First Name),Invited by (Last Name),"
        "Subscription Types",
        "Registered At,Registration Ip,Subscription Types",
    ),
    *_unneeded(
        "saved answers",
        "Question,Answer",
        names=("jobapplicantsavedanswers jobapplicantsavedscreeningquestionresponses"),
    ),
    *_unneeded(
        "job alerts", "Saved Search Date,Jobs Search Url", "ALERT_PARAMETERS,QUERY_CONTEXT,SAVED_SEARCH_ID"
    ),
    *_unneeded("members followed", "Date,Status,FullName", names="memberfollows"),
    *_unneeded("hashtags followed", "HashTag,CreatedTime,LastModifiedTime,State"),
    *_unneeded("saved items", "savedItem,createdTime"),
    *_unneeded("events", "Event Name,Event Time,Status,External Url"),
    *_unneeded(
        "shares",
        "Date,Share Title,Share Description,Share Link,Share Commentary,Shared URL,Media URL,Type,Visibility",
        "Date,ShareLink,ShareCommentary,SharedURL,MediaURL,Visibility",
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl",
    ),
    *_unneeded("comments", "Date,Link,Message"),
    *_unneeded("reactions", "Date,Type,Link", names="reactions"),
    *_unneeded("votes", "Date,Link,OptionText"),
    *_unneeded("reposts", "Date,Link", names="instantreposts"),
    *_unneeded("media", "Type,Link", "Date/Time,Media Description,Media Link", names="richmedia"),
    *_unneeded("videos", "Description,Link", names="videos"),
    *_unneeded("logins", "Login Date,IP Address,User Agent,Login Type"),
    *_unneeded("security challenges", "Challenge Date,IP Address,User Agent,Country,Challenge Type"),
    *_unneeded("search queries", "Time,Search Query"),
    *_unneeded("calendars connected", "Owner,Source,LastSyncedAt"),
    *_unneeded("account history", "Time,Event", names="accountstatushistory"),
    *_unneeded("private identity assets", "Private Identity Asset Name,Private Identity Asset Raw Text"),
    *_unneeded("saved articles", "Saved At,Link,Name", names="savedarticles"),
)
"""Kinds without people or employers, with all their columns."""

UNNEEDED_OPEN: tuple[Form, ...] = tuple(
    Form(_source(kind, label, needed=False), _columns(header))
    for kind, label, header in (
        ("ad_targeting", "ad targeting", "Buyer Groups,Company Names,Job Titles,Member Schools"),
        ("ads_clicked", "ads clicked", "Ad clicked Date"),
        ("learning", "courses watched", "Content Title,Content Type,Content Saved"),
        ("receipts", "receipts", "Transaction Made At,Invoice Number,Currency Code"),
        ("verifications", "verifications", "Verification type,Verified date,Document type"),
        (
            "job_preferences",
            "job seeker preferences",
            "Preferred Job Types,Open To Recruiters,Dream Companies",
        ),
    )
)
"""Kinds without people or employers, whose further columns have changed from year to year."""

FORMS = (*NEEDED, *SAME_CONTENT, *MESSAGES, *UNNEEDED, *UNNEEDED_OPEN)
"""All shapes, in the order in which they are tried."""

NAME_IS_ENOUGH = {
    "patents": "patents",
    "organizations": "organizations",
    "inferencesaboutyou": "inferences about you",
    "inferredcredibilityscores": "credibility scores",
    "lanadsengagement": "ads seen elsewhere",
    "verifiedexternalcapability": "verified capabilities",
    "onlinejobpostings": "jobs posted",
    "adtargeting": "ad targeting",
    "instantreposts": "reposts",
    "hashtagfollows": "hashtags followed",
    "privateidentityasset": "private identity assets",
    "richmedia": "media",
    "savedjobalerts": "job alerts",
    "securitychallenges": "security challenges",
    "jobseekerpreferences": "job seeker preferences",
}
"""Files whose columns are not known, or have changed before, and which nobody else's file is called."""

HEADER_ONCE_DELETED = {"skills": "skills", "causesyoucareabout": "causes", "languages": "languages"}
"""Lists without people from which owners have been seen to delete the first line."""

_PEOPLE = frozenset(("firstname", "lastname", "givenname", "familyname", "fullname"))


def by_name(header: Header, name: str) -> Source | None:
    """Return the kind that a file's name alone tells, when its columns name no people and no addresses."""
    label = NAME_IS_ENOUGH.get(file_name(name))
    if label is None or len(header.columns) < 2:
        return None
    if any(column in _PEOPLE or "email" in column for column in header.columns):
        return None
    return _source(re.sub(r"\W+", "_", label), label, needed=False)


def headless_list(name: str) -> Source | None:
    """Return the kind of a list without its header, by the name of the file."""
    label = HEADER_ONCE_DELETED.get(file_name(name))
    return None if label is None else _source(label, label, needed=False)
