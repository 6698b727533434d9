"""A letter being written, as `_shared/letter.html` shows it: for asks, follow-ups and thanks alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from weaktie.web.checking import Checked


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands in the letter, where it is checked and kept, and what else its form sends.

    `addresses` are shown as who it goes to: with several of them one is chosen. Without `with_head` there is
    neither that line nor a subject.
    """

    check_url: str
    keep_url: str
    text: str
    checked: Checked
    subject: str = ""
    to: str = ""
    addresses: tuple[str, ...] = ()
    with_head: bool = True
    hidden: tuple[tuple[str, str], ...] = ()
    label: str = "Message"
    kept_at: datetime | None = None
