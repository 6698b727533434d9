"""The shape of what the pages on people send."""

from __future__ import annotations

from django import forms

from weaktie.core.ties import TieClass


class PersonForm(forms.Form):
    name = forms.CharField(max_length=200, label="Name")
    organisation = forms.CharField(max_length=200, required=False, label="Employer")
    title = forms.CharField(max_length=200, required=False, label="Title")
    email = forms.EmailField(required=False, label="E-mail")
    profile = forms.CharField(max_length=300, required=False, label="LinkedIn address")
    phone = forms.CharField(max_length=40, required=False, label="Phone")


class EditForm(forms.Form):
    name = forms.CharField(max_length=200, required=False, label="Name")
    organisation = forms.CharField(max_length=200, required=False, label="Employer")
    title = forms.CharField(max_length=200, required=False, label="Title")
    note = forms.CharField(max_length=2000, required=False, label="Note to yourself", widget=forms.Textarea)


class TieForm(forms.Form):
    tie = forms.ChoiceField(
        choices=[("", "as worked out"), *((t.value, t.value) for t in TieClass)], required=False
    )


class TagForm(forms.Form):
    word = forms.CharField(max_length=60, label="Tag")
    remove = forms.BooleanField(required=False)
