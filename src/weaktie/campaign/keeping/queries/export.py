"""Everything out again: JSON for machines, CSV for spreadsheets, vCard for address books."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from weaktie.accounts.models import User
from weaktie.adapters import home
from weaktie.campaign.keeping.queries.said import said
from weaktie.campaign.network.models import Edit
from weaktie.campaign.network.queries import people
from weaktie.campaign.network.queries.people import Row
from weaktie.core import spreadsheet
from weaktie.core.refusal import Refused

CSV_COLUMNS = (
    "name",
    "employer",
    "title",
    "e-mails",
    "phones",
    "LinkedIn",
    "tie",
    "last contact",
    "tags",
    "note",
)


BY_ENDING = {".json": "json", ".csv": "csv", ".vcf": "vcard"}


class UnknownForm(Refused):
    """The name of the file does not say in which form to write."""

    code = "unknown_form"


def form_of(target: Path) -> str:
    """Return the form that the name of a file asks for."""
    form = BY_ENDING.get(target.suffix.casefold())
    if form is None:
        raise UnknownForm(
            f"{target.name} does not say in which form: end it in .json, .csv or .vcf, or say --format."
        )
    return form


def export(form: str, *, by: User, now: datetime, with_off_record: bool = False) -> bytes:
    """Return everything that weaktie holds of people and targets, as json, csv or vcard.

    What was said off the record is left out unless it is asked for.
    """
    listed = [
        row
        for hidden in (False, True)
        for row in people.people(people.Wanted(order="name", hidden=hidden), by=by, now=now, limit=None).rows
    ]
    rows = people.with_keys(listed, by=by)
    notes = dict(Edit.objects.filter(person__owner=by, field="note").values_list("person_id", "value"))
    if form == "csv":
        return _csv(rows, notes)
    if form == "vcard":
        return _vcard(rows)
    return _json(rows, notes, by=by, now=now, with_off_record=with_off_record)


def write(target: Path, content: bytes) -> None:
    """Write an export where the seeker wants it, readable by them alone."""
    home.write_private(target, content)


def _json(
    rows: Sequence[Row], notes: dict[int, str], *, by: User, now: datetime, with_off_record: bool
) -> bytes:
    answer = {
        "made_at": now.isoformat(),
        "people": [_person(row, notes.get(row.person.pk, "")) for row in rows],
        **said(by=by, with_off_record=with_off_record),
    }
    return json.dumps(answer, ensure_ascii=False, indent=1, default=str).encode()


STINT = ("kind", "organisation", "title", "department", "started", "ended", "first_seen", "last_seen")


def _person(row: Row, note: str) -> dict[str, object]:
    person = row.person
    return {
        "id": person.pk,
        "name": person.name,
        "organisation": person.organisation,
        "title": person.title,
        "emails": row.emails,
        "phones": row.phones,
        "profiles": row.profiles,
        "tie": row.tie,
        "sent": person.sent,
        "received": person.received,
        "meetings": person.meetings,
        "tags": row.tags,
        "hidden": person.hidden,
        "note": note,
        "work": list(person.stints.order_by("kind", "position").values(*STINT)),
    }


def _csv(rows: Sequence[Row], notes: dict[int, str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for row in rows:
        person = row.person
        last = row.last.isoformat() if row.last else ""
        cells = (
            person.name, person.organisation, person.title, "; ".join(row.emails), "; ".join(row.phones),
            "; ".join(row.urls), row.words, last, "; ".join(row.tags), notes.get(person.pk, ""),
        )  # fmt: skip
        writer.writerow([spreadsheet.harmless(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _vcard(rows: Sequence[Row]) -> bytes:
    cards = []
    for row in rows:
        person = row.person
        lines = ["BEGIN:VCARD", "VERSION:4.0", f"FN:{_escaped(person.name)}"]
        lines += [f"ORG:{_escaped(person.organisation)}"] * bool(person.organisation)
        lines += [f"TITLE:{_escaped(person.title)}"] * bool(person.title)
        lines += [f"EMAIL:{_escaped(email)}" for email in row.emails]
        lines += [f"TEL;VALUE=uri:tel:{phone}" for phone in row.phones]
        lines += [f"URL:{url}" for url in row.urls]
        cards.append("\r\n".join(map(_folded, [*lines, "END:VCARD"])))
    return ("\r\n".join(cards) + "\r\n").encode() if cards else b""


def _escaped(text: str) -> str:
    for sign, escape in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\n", "\\n")):
        text = text.replace(sign, escape)
    return text


def _folded(line: str) -> str:
    """Fold a line at 75 bytes as RFC 6350 asks, never inside a character."""
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > 73:
            parts.append(part)
            part = ""
        part += sign
    return "\r\n ".join([*parts, part])
