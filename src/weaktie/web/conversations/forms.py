"""The shape of what the pages on conversations send."""

from __future__ import annotations

from datetime import datetime

from django import forms

from weaktie.campaign.conversations.actions.booking import Agreed
from weaktie.campaign.conversations.models import Conversation, Desire
from weaktie.core import agenda

CLOCK = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")
ANOTHER = "another"


class TimesForm(forms.Form):
    """Times to offer: ticked among those proposed, and perhaps one more."""

    at = forms.MultipleChoiceField(required=False)
    another = forms.DateTimeField(required=False, input_formats=CLOCK, label="Another time")
    zone = forms.CharField(required=False, max_length=64)
    length = forms.IntegerField(
        required=False, min_value=agenda.SHORTEST, max_value=agenda.LONGEST, label="Minutes"
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        ticked = self.data.getlist("at") if hasattr(self.data, "getlist") else []
        self.fields["at"].choices = [(one, one) for one in ticked]  # type: ignore[attr-defined]

    def moments(self) -> list[datetime]:
        """Return every time chosen."""
        told = [_moment(one) for one in self.cleaned_data["at"]]
        return [one for one in (*told, self.cleaned_data["another"]) if one is not None]


class BookingForm(forms.Form):
    """A booking, or what changes of one; what was not sent stays as it is."""

    at = forms.CharField(required=False, max_length=40)
    another = forms.DateTimeField(required=False, input_formats=CLOCK, label="Day and hour")
    length = forms.IntegerField(
        required=False, min_value=agenda.SHORTEST, max_value=agenda.LONGEST, label="Minutes"
    )
    way = forms.ChoiceField(required=False, choices=Conversation.Way.choices)
    place = forms.CharField(required=False, max_length=300, label="Number, link or place")
    zone = forms.CharField(required=False, max_length=64, label="Where they are")
    desire = forms.ChoiceField(required=False, choices=Desire.choices)
    why = forms.CharField(required=False, max_length=300)

    def moment(self) -> datetime | None:
        """Return the time chosen: one of those offered, or another."""
        another: datetime | None = self.cleaned_data["another"]
        return _moment(self.cleaned_data["at"]) or another

    def agreed(self) -> Agreed:
        """Return what was agreed beside the time."""
        told = self.cleaned_data
        return Agreed(
            length=told["length"],
            way=told["way"] if "way" in self.data else None,
            place=told["place"] if "place" in self.data else None,
            zone=told["zone"] or None,
        )


class DesireForm(forms.Form):
    desire = forms.ChoiceField(choices=Desire.choices)
    why = forms.CharField(required=False, max_length=300)


class PlanForm(forms.Form):
    clear = forms.CharField(required=False, max_length=300)
    sharp = forms.CharField(required=False, max_length=300)
    easy = forms.CharField(required=False, max_length=300)


class WordsForm(forms.Form):
    """A question or an opening, and what a question rests on."""

    words = forms.CharField(required=False, max_length=2000)
    why = forms.CharField(required=False, max_length=300)


def _moment(text: str) -> datetime | None:
    """Return a moment with its offset, or None for what is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
