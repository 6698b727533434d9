"""The shape of what the pages of conversations send."""

from __future__ import annotations

from django import forms

from weaktie.campaign.conversations.models import Note

HANDS = (("", "Not said"), ("yes", "First-hand"), ("no", "Hearsay"))


class NoteForm(forms.Form):
    """One note, whole, as a page without script sends it."""

    key = forms.RegexField(r"^[0-9a-f-]{36}$", required=False)
    kind = forms.ChoiceField(choices=Note.Kind.choices, initial=Note.Kind.INSIGHT)
    text = forms.CharField(max_length=20_000, required=False, strip=False)
    off_record = forms.BooleanField(required=False)
    employer = forms.CharField(max_length=200, required=False)
    role = forms.CharField(max_length=200, required=False)
    first_hand = forms.ChoiceField(choices=HANDS, required=False)
    about_work = forms.BooleanField(required=False)

    def clean_first_hand(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["first_hand"])
