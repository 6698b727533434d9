"""The shape of what the pages on introductions and referrals send."""

from __future__ import annotations

from django import forms

from weaktie.campaign.introductions.actions.naming import Somebody
from weaktie.campaign.introductions.models import Referral


class NamedForm(forms.Form):
    """Whoever was named. `who` is somebody who is here already, or "new"."""

    name = forms.CharField(max_length=200, label="Name")
    employer = forms.CharField(max_length=200, required=False, label="Where they work")
    title = forms.CharField(max_length=200, required=False, label="What they do")
    email = forms.EmailField(required=False, label="E-mail, only if it was given freely")
    why = forms.CharField(max_length=300, required=False, label="Why them, in the words you heard")
    who = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def somebody(self) -> Somebody:
        """Return who was named, as typed."""
        told = self.cleaned_data
        return Somebody(
            told["name"], told["employer"], told["title"], told["email"], anew=told["who"] == "new"
        )


class StepForm(forms.Form):
    """One step of an introduction, and the day it was taken."""

    STEPS = ("asked", "agreed", "made", "met", "thanked", "declined")

    step = forms.ChoiceField(choices=[(step, step) for step in STEPS])
    on = forms.DateField(required=False)


class BlurbForm(forms.Form):
    blurb = forms.CharField(max_length=2000, required=False, widget=forms.Textarea)


class ReferralForm(forms.Form):
    """A name given or a referral: who does what for which posting."""

    HOW = (("offered", "They offered"), ("ask", "I ask for it"))

    kind = forms.ChoiceField(choices=Referral.Kind.choices, label="Which of the two")
    how = forms.ChoiceField(choices=HOW, label="How it came up")
    employer = forms.CharField(max_length=200, label="Employer")
    role = forms.CharField(max_length=200, required=False, label="Role, as the posting has it")
    shown = forms.CharField(
        max_length=500, required=False, widget=forms.Textarea, label="What you showed, and when it was seen"
    )


class ReferralStepForm(forms.Form):
    STEPS = ("given", "declined", "result")

    step = forms.ChoiceField(choices=[(step, step) for step in STEPS])
    on = forms.DateField(required=False)
    how = forms.ChoiceField(choices=Referral.Given.choices, required=False)
    result = forms.CharField(max_length=300, required=False)
