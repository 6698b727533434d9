"""The shape of what the pages on asks send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from weaktie.campaign.outreach.models import Ask, Message
from weaktie.core.guessing import CHANCES
from weaktie.web.checking import typed


class AnswerForm(forms.Form):
    """How an ask was answered, and in which words."""

    answer = forms.CharField(max_length=20, required=False)
    words = forms.CharField(max_length=500, required=False)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the composer as it was sent: nothing of it is trimmed."""

    way: str
    to: str
    subject: str
    text: str
    guess: int | None


def as_typed(data: Mapping[str, str]) -> Typed:
    """Return what the composer sent."""
    guess = data.get("guess", "")
    chances = {str(chance) for chance, _ in CHANCES}
    return Typed(
        way=data.get("way", "") if data.get("way", "") in set(Message.Way) else Message.Way.MAIL,
        to=data.get("to", "")[:254],
        subject=data.get("subject", "")[:200],
        text=typed(data),
        guess=int(guess) if guess in chances else None,
    )


ANSWERS = {
    Ask.Answer.YES: "said yes",
    Ask.Answer.NO: "said no",
    Ask.Answer.REDIRECTED: "named somebody else",
    Ask.Answer.NONE: "gave no answer",
}
"""How an answer is told."""
