"""The shape of what the pages on targets send."""

from __future__ import annotations

from django import forms

from weaktie.campaign.targets.models import Material, Target
from weaktie.core.readers.pages import LARGEST, MOST_CHARACTERS

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

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError("A posting is a page of text; this file is larger than 20 MB.")
        return file


class StrangerForm(forms.Form):
    name = forms.CharField(max_length=200, label="Name")
    title = forms.CharField(max_length=200, required=False, label="Title")
    found = forms.CharField(max_length=500, required=False, label="Where you found this name")
    pasted = forms.CharField(
        max_length=20_000, required=False, widget=forms.Textarea, label="What is written there"
    )


class MaterialForm(forms.Form):
    """A public text: pasted, or the file of a page."""

    kind = forms.ChoiceField(choices=Material.Kind.choices, label="What it is", initial=Material.Kind.ABOUT)
    title = forms.CharField(max_length=200, required=False, label="Its title")
    found = forms.CharField(max_length=500, required=False, label="Where it stands")
    text = forms.CharField(
        max_length=MOST_CHARACTERS, required=False, strip=False, widget=forms.Textarea, label="Its words"
    )
    file = forms.FileField(required=False, label="Or a saved page or a PDF")

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError("This file is larger than 20 MB. Paste the part that matters.")
        return file
