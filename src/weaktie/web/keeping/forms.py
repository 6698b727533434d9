"""The shape of what these pages send."""

from __future__ import annotations

from zoneinfo import available_timezones

from django import forms

from weaktie.accounts.models import User


class PreferForm(forms.Form):
    zone = forms.CharField(max_length=64, label="Time zone")
    country = forms.CharField(max_length=2, required=False, label="Country, in two letters")
    day_first = forms.TypedChoiceField(
        choices=[("1", "23/11/2026"), ("0", "11/23/2026")],
        coerce=lambda value: value == "1",
        label="Dates in files",
    )
    theme = forms.ChoiceField(choices=User.Theme.choices, required=False, label="Light or dark")
    single_keys = forms.BooleanField(required=False, label="Single keys do things")

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"]
        if zone not in available_timezones():
            raise forms.ValidationError("Choose a time zone from the list, as Europe/Lisbon.")
        return zone

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"].upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise forms.ValidationError("Write the country in two letters, as PT.")
        return country


class MeForm(forms.Form):
    name = forms.CharField(max_length=200, label="Your name")
    emails = forms.CharField(
        label="Your addresses, one a line", widget=forms.Textarea, max_length=4000, required=False
    )
    profile = forms.CharField(max_length=300, required=False, label="Your LinkedIn address")

    def clean_emails(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["emails"].replace(",", " ").split())


class EndForm(forms.Form):
    employer = forms.CharField(max_length=200, label="Whose offer did you take?")
    role = forms.CharField(max_length=200, required=False, label="As what")
    starts_on = forms.DateField(required=False, label="When you start", input_formats=["%Y-%m-%d"])


class DeleteForm(forms.Form):
    word = forms.CharField(label="Type delete to go on")
    forgotten = forms.BooleanField(required=False)

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"]
        if word.strip().casefold() != "delete":
            raise forms.ValidationError("Type the word delete, or leave everything as it is.")
        return word
