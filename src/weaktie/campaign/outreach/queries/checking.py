"""The check of what the seeker writes, with what is known of the person."""

from __future__ import annotations

from weaktie.core import plain_check
from weaktie.core.plain_check import Context, Verdict


def check(kind: str, text: str, context: Context) -> Verdict:
    """Check a text of a kind (question, outreach, thankyou, opening) with what is known."""
    return plain_check.check(kind, text, context)
