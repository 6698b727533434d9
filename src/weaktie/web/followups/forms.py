"""The shape of what the pages on follow-ups and promises send."""

from __future__ import annotations

from django import forms

from weaktie.campaign.followups.actions.sending import Letter
from weaktie.campaign.followups.models import FollowUp, Promise
from weaktie.campaign.outreach.models import Message
from weaktie.web.checking import LONGEST, typed


class LetterForm(forms.Form):
    """A letter as it stands, and the note it cites."""

    kind = forms.ChoiceField(choices=FollowUp.Kind.choices, required=False)
    subject = forms.CharField(max_length=200, required=False, strip=False)
    text = forms.CharField(max_length=LONGEST, required=False, strip=False, widget=forms.Textarea)
    to = forms.CharField(max_length=254, required=False)
    note = forms.IntegerField(required=False)
    way = forms.ChoiceField(choices=Message.Way.choices, required=False)

    def letter(self) -> Letter:
        """Return what was typed, as it was typed."""
        told = self.cleaned_data
        return Letter(typed(self.data), told["subject"].strip(), told["way"] or Message.Way.MAIL)


class PromiseForm(forms.Form):
    text = forms.CharField(max_length=500, label="What was promised")
    whose = forms.ChoiceField(choices=Promise.Whose.choices, initial=Promise.Whose.MINE, label="By whom")
    due_on = forms.DateField(required=False, label="By when", widget=forms.DateInput(attrs={"type": "date"}))


class DayForm(forms.Form):
    due_on = forms.DateField(required=False)
