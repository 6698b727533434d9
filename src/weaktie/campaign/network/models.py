"""People and what is known of them."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q

from weaktie.campaign.intake.models import Handle
from weaktie.core import ties

if TYPE_CHECKING:
    from weaktie.accounts.models import User


def _short(least: float, now: int) -> float:
    """Return what `short` has to be kept as for the short sum to be at least this now."""
    return log2(least) + (now - ties.REFERENCE) / ties.SHORT_HALF_LIFE


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: User) -> PersonQuerySet:
        return self.filter(owner=user)

    def present(self) -> PersonQuerySet:
        """Those who are somebody of their own: not merged into another."""
        return self.filter(merged_into=None)

    def others(self) -> PersonQuerySet:
        """Everybody but the seeker."""
        return self.present().filter(is_me=False)

    def shown(self) -> PersonQuerySet:
        return self.filter(hidden=False)

    def of_tie(self, tie: str, *, now: int) -> PersonQuerySet:
        """Those whose tie is of this class at an instant (seconds), as core.ties.tie_class tells classes."""
        long_ago = now - ties.DORMANT_AFTER
        silent = Q(contact__lte=long_ago) & ~Q(contact=0) | Q(contact=0, last__lte=long_ago)
        close = Q(short__gte=_short(ties.CLOSE_SUM, now))
        active = Q(short__gte=_short(ties.ACTIVE_SUM, now))
        fresh = Q(acquainted=True) & ~silent
        worked_out = {
            ties.TieClass.NEVER: Q(acquainted=False),
            ties.TieClass.DORMANT: Q(acquainted=True) & silent,
            ties.TieClass.CLOSE: fresh & Q(two_way=True) & close,
            ties.TieClass.ACTIVE: fresh & Q(two_way=True) & active & ~close,
            ties.TieClass.MODERATE: fresh & ~(Q(two_way=True) & active),
        }[ties.TieClass(tie)]
        return self.filter(Q(tie_said=tie) | Q(tie_said="") & worked_out)


class Person(models.Model):
    """One person. Most columns are a summary, worked out from records, encounters and edits."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    is_me = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")
    hidden = models.BooleanField(default=False)
    confirmed = models.BooleanField(default=False)
    tie_said = models.CharField(max_length=8, blank=True, default="")
    """What the seeker said of the tie (a core.ties.TieClass); it wins for ever."""

    name = models.CharField(max_length=200, blank=True, default="")
    sort_name = models.CharField(max_length=200, blank=True, default="")
    organisation = models.CharField(max_length=200, blank=True, default="")
    organisation_key = models.CharField(max_length=200, blank=True, default="")
    title = models.CharField(max_length=200, blank=True, default="")
    short = models.FloatField(default=-1e9)
    long = models.FloatField(default=-1e9)
    sent = models.IntegerField(default=0)
    received = models.IntegerField(default=0)
    meetings = models.IntegerField(default=0)
    copied = models.IntegerField(default=0)
    started = models.IntegerField(default=0)
    first = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)
    last_sent = models.BigIntegerField(default=0)
    last_received = models.BigIntegerField(default=0)
    peak_year = models.IntegerField(default=0)
    contexts = models.IntegerField(default=0)
    last_met = models.BigIntegerField(default=0)
    order = models.FloatField(default=-1e9)
    """Tie strength on a scale that keeps its order as time goes by (core.ties.order)."""
    two_way = models.BooleanField(default=False)
    acquainted = models.BooleanField(default=False)
    """Both wrote, or met, or share a past: somebody of whom it cannot be said that they never met."""
    contact = models.BigIntegerField(default=0)
    """When one last wrote to the other or they met, in seconds; 0 for never."""
    embeddedness = models.FloatField(null=True)
    bridging = models.FloatField(null=True)
    community = models.IntegerField(null=True)
    sources = models.IntegerField(default=0)
    changed_on = models.DateField(null=True)

    DERIVED: ClassVar[frozenset[str]] = frozenset(
        (
            "name", "sort_name", "organisation", "organisation_key", "title", "short", "long", "sent",
            "received", "meetings", "copied", "started", "first", "last", "last_sent", "last_received",
            "peak_year", "contexts", "last_met", "order", "two_way", "acquainted", "contact",
            "embeddedness", "bridging", "community", "sources", "changed_on",
        )
    )  # fmt: skip
    """Columns that follow from the rest: no undo keeps them, they are worked out again."""

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(is_me=True, merged_into=None),
                name="one_seeker_per_owner",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="nobody_is_merged_into_oneself"
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "-order", "id"],
                condition=Q(merged_into=None, is_me=False, hidden=False),
                name="people_by_tie",
            ),
            models.Index(
                fields=["owner", "sort_name", "id"],
                condition=Q(merged_into=None, is_me=False, hidden=False),
                name="people_by_name",
            ),
            models.Index(
                fields=["owner", "-contact", "id"],
                condition=Q(merged_into=None, is_me=False, hidden=False),
                name="people_by_last_contact",
            ),
            models.Index(fields=["owner", "organisation_key"], name="people_by_organisation"),
            models.Index(
                fields=["owner", "-changed_on"],
                condition=Q(changed_on__isnull=False),
                name="people_by_change",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Identity(models.Model):
    """Whom a handle names, and whom it was first given to: parting people gives them back their ids."""

    handle = models.OneToOneField(Handle, on_delete=models.CASCADE, primary_key=True, related_name="identity")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    origin = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.handle_id} is {self.person_id}"


class Organisation(models.Model):
    """An employer or a school, once for all its spellings."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="one_organisation_per_key"),
        ]

    def __str__(self) -> str:
        return self.name


class Stint(models.Model):
    """Time at an employer or a school: dated, never overwritten by a later one."""

    class Kind(models.TextChoices):
        WORK = "work"
        SCHOOL = "school"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stints")
    kind = models.CharField(max_length=6, choices=Kind)
    key = models.CharField(max_length=200, db_index=True)
    organisation = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True, default="")
    department = models.CharField(max_length=200, blank=True, default="")
    started = models.DateField(null=True)
    ended = models.DateField(null=True)
    first_seen = models.DateField()
    last_seen = models.DateField()
    position = models.SmallIntegerField(default=0)
    """0 is the present or latest one."""

    def __str__(self) -> str:
        return f"{self.title} at {self.organisation}"

    def years(self) -> str:
        """Return when this was, as far as is known: "2016 to 2019", "since 2021", "seen in 2024"."""
        if self.started and self.ended:
            return f"{self.started.year} to {self.ended.year}"
        if self.started:
            return f"since {self.started.year}"
        if self.ended:
            return f"until {self.ended.year}"
        return f"seen in {self.last_seen.year}"


class Edit(models.Model):
    """A field as the seeker wrote it; no import ever touches it."""

    class Field(models.TextChoices):
        NAME = "name"
        ORGANISATION = "organisation"
        TITLE = "title"
        NOTE = "note"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="edits")
    field = models.CharField(max_length=12, choices=Field)
    value = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "field"], name="one_edit_per_field")]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"


class Tag(models.Model):
    """A word the seeker put on somebody."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tags")
    word = models.CharField(max_length=60, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "word"], name="a_tag_once_a_person")]

    def __str__(self) -> str:
        return self.word


class Verdict(models.Model):
    """What the seeker said of two handles: the same person, or not."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    a = models.ForeignKey(Handle, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Handle, on_delete=models.CASCADE, related_name="+")
    same = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="one_verdict_per_pair"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="a_verdict_is_on_two_handles_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} {'is' if self.same else 'is not'} {self.b_id}"


class Proposal(models.Model):
    """Two people who may be one; the seeker is asked."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    a = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    probability = models.FloatField()
    evidence = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="one_proposal_per_pair"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="a_proposal_is_on_two_people_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} and {self.b_id}?"


class Bond(models.Model):
    """A tie between two others, seen in small threads and meetings."""

    a = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="one_bond_per_pair"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="a_bond_is_on_two_people_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} and {self.b_id}"


class WordQuerySet(models.QuerySet["Word"]):
    def starting(self, word: str) -> WordQuerySet:
        """Words that begin so, by the index of either database."""
        if connection.vendor == "postgresql":
            return self.filter(word__startswith=word)
        return self.filter(word__gte=word, word__lt=word + "\U0010ffff")


class Word(models.Model):
    """The start of a word by which somebody is found: names, employers, titles, addresses."""

    pk = models.CompositePrimaryKey("word", "person_id")
    word = models.CharField(max_length=40, db_index=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="words")

    objects = WordQuerySet.as_manager()

    def __str__(self) -> str:
        return self.word
