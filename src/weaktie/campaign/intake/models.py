"""Imports, files, and the rows that came with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from weaktie.core import rows

if TYPE_CHECKING:
    from weaktie.accounts.models import User


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User) -> ImportQuerySet:
        return self.filter(owner=user)

    def applied(self) -> ImportQuerySet:
        return self.filter(state=Import.State.APPLIED)

    def waiting(self) -> ImportQuerySet:
        return self.filter(state__in=(Import.State.RECEIVED, Import.State.WANTED))


class Import(models.Model):
    """Several files brought at once: planned, then applied, perhaps undone."""

    class State(models.TextChoices):
        RECEIVED = "received", "Waiting to be read"
        READING = "reading", "Being read"
        PLANNED = "planned", "Read; nothing is stored yet"
        WANTED = "wanted", "Waiting to be stored"
        APPLIED = "applied", "Stored"
        UNDONE = "undone", "Undone"
        FAILED = "failed", "Could not be read"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    state = models.CharField(max_length=10, choices=State, default=State.APPLIED)
    received_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    folder = models.CharField(max_length=80, blank=True, default="")
    """Name of the folder in the spool where the files wait; empty when they are read where they lie."""
    done_bytes = models.BigIntegerField(default=0)
    total_bytes = models.BigIntegerField(default=0)
    reading = models.CharField(max_length=300, blank=True, default="")
    plan = models.JSONField(null=True)
    settled = models.BooleanField(default=True)
    """False between the last file and the working out of who is who."""

    objects = ImportQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Import {self.pk}"


class File(models.Model):
    """One file, or one member of an archive, and what became of it."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    path = models.CharField(max_length=500)
    kind = models.CharField(max_length=40, blank=True, default="")
    label = models.CharField(max_length=120, blank=True, default="")
    needed = models.BooleanField(default=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    size = models.BigIntegerField(default=0)
    exported_on = models.DateField(null=True)
    read = models.IntegerField(default=0)
    new = models.IntegerField(default=0)
    known = models.IntegerField(default=0)
    ties = models.IntegerField(default=0)
    note = models.CharField(max_length=500, blank=True, default="")
    skipped = models.JSONField(default=list)
    forgotten = models.IntegerField(default=0)
    """How many rows were left out because somebody in them asked to be forgotten: never which."""
    error = models.CharField(max_length=500, blank=True, default="")

    def __str__(self) -> str:
        return self.path


class Handle(models.Model):
    """What a source names somebody by. Its value is normalised, so equal means the same."""

    class Kind(models.TextChoices):
        EMAIL = "email"
        PROFILE = "profile"
        PHONE = "phone"
        ENTRY = "entry"
        NAME = "name"
        OWNER = "owner"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=320)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind", "value"], name="one_handle_per_value"),
        ]

    def __str__(self) -> str:
        return self.value


class RecordQuerySet(models.QuerySet["Record"]):
    def visible_to(self, user: User) -> RecordQuerySet:
        return self.filter(owner=user)


class Record(models.Model):
    """One row of one source about one person, exactly once for each content it ever had."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    file = models.ForeignKey(File, on_delete=models.CASCADE, null=True, related_name="records")
    """None for what the seeker typed by hand."""
    where = models.CharField(max_length=80, blank=True, default="")
    handle = models.ForeignKey(Handle, on_delete=models.CASCADE, related_name="records")
    digest = models.CharField(max_length=32)
    source = models.CharField(max_length=12)
    facts = models.JSONField()
    seen_on = models.DateField()

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handle", "digest"], name="one_record_per_content"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.where}"


class RecordAgain(models.Model):
    """A record met again in another file, so that undoing the first file does not lose it."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="again")
    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="records_again")
    where = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "file"], name="a_record_once_a_file")]

    def __str__(self) -> str:
        return self.where


class Encounter(models.Model):
    """One message or meeting."""

    class Kind(models.IntegerChoices):
        MAIL = 1
        MEETING = 2
        MESSAGE = 3
        INVITATION = 4
        RECOMMENDATION = 5
        ENDORSEMENT = 6

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    key = models.BigIntegerField()
    at = models.BigIntegerField()
    """Seconds since 1970, UTC."""
    kind = models.SmallIntegerField(choices=Kind)
    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="encounters")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="one_encounter_per_key")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"


class EncounterAgain(models.Model):
    """An encounter met again in another file."""

    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="again")
    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="encounters_again")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["encounter", "file"], name="an_encounter_once_a_file"),
        ]

    def __str__(self) -> str:
        return str(self.encounter_id)


class Part(models.Model):
    """Who took part in an encounter, and how."""

    class Role(models.IntegerChoices):
        AUTHOR = 0
        TO = 1
        CC = 2

    pk = models.CompositePrimaryKey("handle_id", "encounter_id")
    handle = models.ForeignKey(Handle, on_delete=models.CASCADE, db_index=False, related_name="parts")
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="parts")
    role = models.SmallIntegerField(choices=Role)

    def __str__(self) -> str:
        return f"{self.handle_id} in {self.encounter_id}"


class Interest(models.Model):
    """An employer the seeker follows, saved a job of, or applied to, as an export tells."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="interests")
    how = models.CharField(max_length=8)
    organisation = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True, default="")
    url = models.CharField(max_length=500, blank=True, default="")
    on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.how} {self.organisation}"


class Tombstone(models.Model):
    """A keyed digest of a forgotten person's handle, so that no import brings them back."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "digest"], name="one_tombstone_per_handle")]

    def __str__(self) -> str:
        return self.digest[:8]


KINDS = {
    rows.Kind.MAIL: Encounter.Kind.MAIL,
    rows.Kind.MEETING: Encounter.Kind.MEETING,
    rows.Kind.MESSAGE: Encounter.Kind.MESSAGE,
    rows.Kind.INVITATION: Encounter.Kind.INVITATION,
    rows.Kind.RECOMMENDATION: Encounter.Kind.RECOMMENDATION,
    rows.Kind.ENDORSEMENT: Encounter.Kind.ENDORSEMENT,
}
"""The kinds of the readers, as the table holds them."""
