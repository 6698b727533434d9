"""The shape of what the pages on targets send."""

from __future__ import annotations

from django import forms

from weaktie.campaign.targets.models import Target

LARGEST_POSTING = 1 << 20
WISHES = [(n, n) for n in range(1, 6)]


class TargetsForm(forms.Form):
    names = forms.CharField(widget=forms.Textarea, max_length=20_000, label="Names, one a line")
    kind = forms.ChoiceField(choices=Target.Kind.choices, initial=Target.Kind.EMPLOYER)
    motivation = forms.TypedChoiceField(choices=WISHES, coerce=int, initial=3)
    level = forms.ChoiceField(choices=Target.Level.choices, required=False)


class TargetForm(forms.Form):
    """What changed of a target; what was not sent stays as it is."""

    motivation = forms.TypedChoiceField(choices=WISHES, coerce=int, required=False, empty_value=None)
    level = forms.ChoiceField(choices=Target.Level.choices, required=False)
    posting = forms.CharField(widget=forms.Textarea, required=False, max_length=200_000)
    file = forms.FileField(required=False)

    def clean_level(self) -> str | None:
        return self.cleaned_data["level"] if "level" in self.data else None

    def clean_posting(self) -> str | None:
        return self.cleaned_data["posting"] if "posting" in self.data else None

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
    name = forms.CharField(max_length=200, label="Name")
    title = forms.CharField(max_length=200, required=False, label="Title")
    found = forms.CharField(max_length=500, required=False, label="Where you found this name")
    pasted = forms.CharField(
        max_length=20_000, required=False, widget=forms.Textarea, label="What is written there"
    )
