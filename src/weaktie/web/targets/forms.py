"""The shape of what the pages on targets send."""

from __future__ import annotations

from django import forms

from weaktie.campaign.targets.models import Target

LARGEST_POSTING = 1 << 20


class TargetsForm(forms.Form):
    names = forms.CharField(widget=forms.Textarea, max_length=20_000, label="Names, one a line")
    kind = forms.ChoiceField(choices=Target.Kind.choices, initial=Target.Kind.EMPLOYER)
    motivation = forms.TypedChoiceField(choices=[(n, n) for n in range(1, 6)], coerce=int, initial=3)
    level = forms.ChoiceField(choices=Target.Level.choices, required=False)


class TargetForm(forms.Form):
    motivation = forms.TypedChoiceField(choices=[(n, n) for n in range(1, 6)], coerce=int)
    level = forms.ChoiceField(choices=Target.Level.choices, required=False)
    posting = forms.CharField(widget=forms.Textarea, required=False, max_length=200_000)
    file = forms.FileField(required=False)

    def clean_file(self) -> str:
        """Return the text of an uploaded posting."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > LARGEST_POSTING:
            raise forms.ValidationError("A posting is a page of text; this file is larger than 1 MB.")
        text: str = file.read().decode("utf-8", errors="replace")
        if "\x00" in text:
            raise forms.ValidationError("This is not text. Paste the posting's words instead.")
        return text


class StrangerForm(forms.Form):
    name = forms.CharField(max_length=200)
    title = forms.CharField(max_length=200, required=False)
    found = forms.CharField(max_length=500, required=False)
    pasted = forms.CharField(max_length=20_000, required=False, widget=forms.Textarea)
