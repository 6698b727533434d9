"""A message as the seeker's own mail program takes it: a mailto address, or a file that opens as a draft."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from weaktie.core.readers.text import clean


def mailto(to: str, subject: str, text: str) -> str:
    """Return the address that opens this message in a mail program; nothing is sent by it."""
    asked = f"subject={quote(clean(subject), safe='')}&body={quote(_lines(text), safe='')}"
    return f"mailto:{quote(to, safe='@+.-_')}?{asked}"


def eml(to: str, subject: str, text: str) -> bytes:
    """Return the message as a file: mail programs open it as a draft, unsent and without a date."""
    message = EmailMessage(policy=SMTP)
    if to:
        message["To"] = to
    message["Subject"] = clean(subject)
    message["X-Unsent"] = "1"
    message.set_content(text)
    return message.as_bytes()


def _lines(text: str) -> str:
    """Return the text with the line ends of mail (RFC 6068, section 5)."""
    return "\r\n".join(text.splitlines())
