"""LinkedIn's export: its files of 2018 to 2026, told by their column names, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from weaktie.core.readers import Hints, Source, linkedin_forms
from weaktie.core.readers.csv_table import Header, headers
from weaktie.core.readers.linkedin_encounters import (
    EndorsementsGiven,
    EndorsementsReceived,
    Invitations,
    RecommendationsGiven,
    RecommendationsReceived,
)
from weaktie.core.readers.linkedin_interests import CompanyFollows, JobApplications, SavedJobs
from weaktie.core.readers.linkedin_messages import Messages
from weaktie.core.readers.linkedin_people import (
    Connections,
    Education,
    EmailAddresses,
    ImportedContacts,
    PhoneNumbers,
    Positions,
    Profile,
)
from weaktie.core.readers.table_reading import Reading, rows_of
from weaktie.core.rows import Problem, Row, Tally

_READINGS: dict[str, type[Reading]] = {
    "linkedin_connections": Connections,
    "linkedin_messages": Messages,
    "linkedin_invitations": Invitations,
    "linkedin_profile": Profile,
    "linkedin_positions": Positions,
    "linkedin_education": Education,
    "linkedin_email_addresses": EmailAddresses,
    "linkedin_phone_numbers": PhoneNumbers,
    "linkedin_imported_contacts": ImportedContacts,
    "linkedin_recommendations_received": RecommendationsReceived,
    "linkedin_recommendations_given": RecommendationsGiven,
    "linkedin_endorsements_received": EndorsementsReceived,
    "linkedin_endorsements_given": EndorsementsGiven,
    "linkedin_company_follows": CompanyFollows,
    "linkedin_saved_jobs": SavedJobs,
    "linkedin_job_applications": JobApplications,
}

_USELESS_WITHOUT_HEADER = {
    "connections": "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "messages": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER",
    "invitations": "From,To,Sent At,Message,Direction",
}


def recognise(head: bytes, *, name: str) -> Source | None:
    """Tell a file of LinkedIn's export by its column names; raise Problem when they leave it half told.

    The file's name decides only where two kinds have the same columns.
    """
    first = None
    for header in headers(head, linkedin_forms.ALIASES):
        first = first or header
        source = _source(header, name)
        if source is not None:
            return source
    return None if first is None else _headless(first, name)


def read(source: Source, stream: BinaryIO, hints: Hints) -> Iterator[Row]:
    """Yield the rows of one file; raise Problem when it has to be refused whole."""
    reading = _READINGS.get(source.kind)
    if reading is None:
        yield Tally(0, "Not needed.")
        return

    forms = linkedin_forms.forms_of(source.kind)
    yield from rows_of(
        stream,
        hints,
        fits=lambda header: any(form.fits(header) for form in forms),
        aliases=linkedin_forms.ALIASES,
        reading=reading,
    )


def _source(header: Header, name: str) -> Source | None:
    called = linkedin_forms.file_name(name)
    fitting = [form for form in linkedin_forms.FORMS if form.fits(header)]
    for form in fitting:
        if not form.names or called in form.names:
            return form.source
    if any(form.source.kind.startswith("linkedin_recommendations") for form in fitting):
        raise Problem(
            "These are LinkedIn recommendations, but given or received? Call the file "
            "Recommendations_Given.csv or Recommendations_Received.csv and bring it again."
        )
    return linkedin_forms.by_name(header, name)


def _headless(first: Header, name: str) -> Source | None:
    """Say what a file is that has lost its first line, where its name leaves no doubt."""
    columns = _USELESS_WITHOUT_HEADER.get(linkedin_forms.file_name(name))
    is_a_row = len(first.columns) >= 5 and not any("name" in column for column in first.columns)
    if columns and is_a_row:
        raise Problem(
            f"The first line of this file, with the column names, is missing. Put it back: {columns}"
        )
    return linkedin_forms.headless_list(name) if len(first.columns) == 1 else None
