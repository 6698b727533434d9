"""Conversations: when and how long, what was asked, noted and learnt, on both sides."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from weaktie.campaign.network.models import Person
from weaktie.campaign.outreach.models import Ask
from weaktie.campaign.targets.models import Target
from weaktie.core.minutes import Clock

if TYPE_CHECKING:
    from weaktie.accounts.models import User

USUAL_LENGTH = 20
MOST_LENGTH = 30


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, user: User) -> ConversationQuerySet:
        return self.filter(owner=user)

    def standing(self) -> ConversationQuerySet:
        return self.filter(cancelled_at=None)

    def ahead(self) -> ConversationQuerySet:
        return self.standing().filter(ended_at=None)

    def held(self) -> ConversationQuerySet:
        return self.standing().exclude(ended_at=None)


class Desire(models.TextChoices):
    """How much one wants it, in five words."""

    NOT = "not", "Not at all"
    HARDLY = "hardly", "Hardly"
    UNSURE = "unsure", "Unsure"
    RATHER = "rather", "Rather"
    VERY = "very", "Very much"


class Conversation(models.Model):
    """One talk with one person, from the first times offered to the debrief."""

    class Way(models.TextChoices):
        VIDEO = "video", "By video"
        PHONE = "phone", "By phone"
        IN_PERSON = "in_person", "In person"
        WRITTEN = "written", "In writing"

    class Consent(models.TextChoices):
        NONE = "", "Nothing is recorded"
        ALL = "all", "Everybody agreed to a recording or transcript"
        THEIRS = "theirs", "The other side made the transcript and passed it on"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="conversations")
    ask = models.ForeignKey(Ask, on_delete=models.SET_NULL, null=True, related_name="conversations")
    target = models.ForeignKey(Target, on_delete=models.SET_NULL, null=True, related_name="conversations")
    begun_at = models.DateTimeField()
    """When the seeker began to arrange it."""
    offered = models.JSONField(default=list)
    """The times offered, as ISO moments with an offset."""
    their_zone = models.CharField(max_length=64, blank=True, default="")
    starts_at = models.DateTimeField(null=True)
    length = models.PositiveSmallIntegerField(default=USUAL_LENGTH)
    """The minutes agreed."""
    way = models.CharField(max_length=9, choices=Way, blank=True, default="")
    place = models.CharField(max_length=300, blank=True, default="")
    """A number, a link, or where to meet."""
    uid = models.CharField(max_length=64)
    """The name of the entry in both calendars."""
    sequence = models.PositiveSmallIntegerField(default=0)
    """How often the entry was changed since it was first handed out."""
    cancelled_at = models.DateTimeField(null=True)

    opening = models.TextField(blank=True, default="")
    plan_clear = models.CharField(max_length=300, blank=True, default="")
    """What the seeker means to show of thinking clearly, asking sharply, being easy to work with."""
    plan_sharp = models.CharField(max_length=300, blank=True, default="")
    plan_easy = models.CharField(max_length=300, blank=True, default="")
    desire_before = models.CharField(max_length=6, choices=Desire, blank=True, default="")
    desire_before_why = models.CharField(max_length=300, blank=True, default="")
    desire_before_at = models.DateTimeField(null=True)
    """When it was said last: never after the conversation had begun."""

    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    extended = models.PositiveSmallIntegerField(default=0)
    """Minutes that the contact gave on top of those agreed, of their own will."""
    extended_at = models.DateTimeField(null=True)
    closing_asked_at = models.DateTimeField(null=True)
    """When the closing question was asked: who else should I speak with?"""
    consent = models.CharField(max_length=6, choices=Consent, blank=True, default=Consent.NONE)
    consented_at = models.DateTimeField(null=True)

    debriefed_at = models.DateTimeField(null=True)
    desire_after = models.CharField(max_length=6, choices=Desire, blank=True, default="")
    desire_after_why = models.CharField(max_length=300, blank=True, default="")
    their_words = models.CharField(max_length=500, blank=True, default="")
    """Three memories: their exact words, the question that made them think, what they remember of you."""
    question_that_landed = models.CharField(max_length=500, blank=True, default="")
    remembered_of_you = models.CharField(max_length=500, blank=True, default="")
    seen_clear = models.CharField(max_length=300, blank=True, default="")
    seen_sharp = models.CharField(max_length=300, blank=True, default="")
    seen_easy = models.CharField(max_length=300, blank=True, default="")
    talked_little = models.BooleanField(null=True)
    """The seeker talked less than a third of the time."""
    asked_for_event = models.BooleanField(null=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at=None, cancelled_at=None),
                name="one_conversation_ahead_per_person",
            ),
            models.CheckConstraint(
                condition=Q(length__gte=5, length__lte=120), name="a_conversation_has_a_length"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(started_at__isnull=False, ended_at__gte=F("started_at")),
                name="a_conversation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(desire_before="", desire_before_why="")
                | Q(desire_before_at__isnull=False)
                & (Q(started_at=None) | Q(desire_before_at__lte=F("started_at"))),
                name="what_was_wanted_before_was_said_before",
            ),
            models.CheckConstraint(
                condition=Q(consent="") | Q(consented_at__isnull=False), name="a_consent_has_its_time"
            ),
        ]
        indexes = [models.Index(fields=["owner", "starts_at"], name="conversations_by_start")]

    def __str__(self) -> str:
        return f"Conversation with {self.person_id}"

    @property
    def is_locked(self) -> bool:
        """Tell whether it has begun: what was wanted before can no longer be said."""
        return self.started_at is not None

    def clock(self) -> Clock | None:
        """Return whose its minutes are, once it has begun."""
        if self.started_at is None:
            return None
        return Clock(self.started_at, self.length, self.extended, self.extended_at)

    def agreed_end(self) -> datetime | None:
        """Return when it should end: the minutes agreed, and those that the contact gave."""
        if clock := self.clock():
            return clock.end
        return self.starts_at + timedelta(minutes=self.length) if self.starts_at else None

    def overrun(self) -> int:
        """Return the whole minutes beyond what was agreed and given: the seeker's own."""
        clock = self.clock()
        return clock.overrun(self.ended_at) if clock and self.ended_at else 0


class Question(models.Model):
    """One question on the agenda."""

    class Phase(models.TextChoices):
        OPENING = "opening", "Opening"
        MIDDLE = "middle", "Questions"
        CLOSING = "closing", "Closing"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="questions")
    phase = models.CharField(max_length=7, choices=Phase, default=Phase.MIDDLE)
    text = models.CharField(max_length=500)
    why = models.CharField(max_length=300, blank=True, default="")
    """What it rests on, and why this person can answer it."""
    position = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.text


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, user: User) -> NoteQuerySet:
        return self.filter(conversation__owner=user)

    def on_record(self) -> NoteQuerySet:
        return self.filter(off_record=False)


class Note(models.Model):
    """One thing noted while talking, or right after."""

    class Kind(models.TextChoices):
        INSIGHT = "insight", "Insight"
        REQUIREMENT = "requirement", "Requirement"
        QUOTE = "quote", "Quote"
        PAY = "pay", "Pay"
        NAME = "name", "Name"
        OPENING = "opening", "Opening heard"
        MINE = "mine", "Promise, yours"
        THEIRS = "theirs", "Promise, theirs"
        FIT = "fit", "Fit"
        SURPRISE = "surprise", "Surprise"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notes")
    key = models.CharField(max_length=36)
    """What the page calls the note: the same note that arrives twice is one."""
    kind = models.CharField(max_length=11, choices=Kind, default=Kind.INSIGHT)
    text = models.TextField()
    off_record = models.BooleanField(default=False)
    first_hand = models.BooleanField(null=True)
    """Seen by whoever said it; False is hearsay, None is not said yet."""
    at_second = models.PositiveIntegerField(null=True)
    """Seconds into the conversation."""
    written_at = models.DateTimeField()
    """When its text last changed, by the clock of whoever typed it."""
    version = models.PositiveIntegerField(default=1)
    """Goes up with every change: of two copies the higher is kept."""

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "key"], name="a_note_once_a_conversation"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class OpeningQuerySet(models.QuerySet["Opening"]):
    def visible_to(self, user: User) -> OpeningQuerySet:
        return self.filter(owner=user)


class Opening(models.Model):
    """A job that may come, heard of in a conversation or elsewhere; it needs no posting."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="openings")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.SET_NULL, null=True, related_name="openings"
    )
    note = models.OneToOneField(Note, on_delete=models.SET_NULL, null=True, related_name="heard")
    employer = models.CharField(max_length=200)
    employer_key = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True, default="")
    first_hand = models.BooleanField(null=True)
    heard_on = models.DateField()
    posted_on = models.DateField(null=True)
    outcome = models.CharField(max_length=200, blank=True, default="")

    objects = OpeningQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.role} at {self.employer}"

    @property
    def lead_days(self) -> int | None:
        """How many days it was heard of before it was posted; negative if it was public already."""
        return (self.posted_on - self.heard_on).days if self.posted_on else None


class Fit(models.Model):
    """How one side works in one respect, as it showed in a conversation."""

    class Respect(models.TextChoices):
        PACE = "pace", "Pace"
        DECISIONS = "decisions", "Decisions"
        AMBIGUITY = "ambiguity", "Ambiguity"
        HOURS = "hours", "Hours"
        FEEDBACK = "feedback", "Feedback"

    class Says(models.TextChoices):
        NOT_HEARD = "", "Not heard"
        AGREES = "agrees", "Agrees with you"
        DIFFERS = "differs", "Differs from you"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="fits")
    respect = models.CharField(max_length=9, choices=Respect)
    theirs = models.CharField(max_length=300, blank=True, default="")
    """What they showed."""
    yours = models.CharField(max_length=300, blank=True, default="")
    """What the seeker showed."""
    says = models.CharField(max_length=7, choices=Says, blank=True, default=Says.NOT_HEARD)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "respect"], name="one_fit_per_respect"),
        ]

    def __str__(self) -> str:
        return f"{self.respect}: {self.says}"


class OwnWayQuerySet(models.QuerySet["OwnWay"]):
    def visible_to(self, user: User) -> OwnWayQuerySet:
        return self.filter(owner=user)


class OwnWay(models.Model):
    """How the seeker likes to work, said once."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    respect = models.CharField(max_length=9, choices=Fit.Respect)
    words = models.CharField(max_length=300)

    objects = OwnWayQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "respect"], name="one_way_per_respect")]

    def __str__(self) -> str:
        return f"{self.respect}: {self.words}"


class Transcript(models.Model):
    """Words of a conversation that somebody already had; the raw text goes after ninety days."""

    DERIVED = frozenset({"lines"})
    """Left out of what undo keeps: words that are deleted must not stay in a step."""

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="transcript")
    kind = models.CharField(max_length=20)
    file = models.CharField(max_length=200, blank=True, default="")
    lines = models.JSONField(default=list)
    """Lines as [speaker, second or null, text]; empty once deleted."""
    brought_at = models.DateTimeField()
    delete_on = models.DateField()
    deleted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Transcript of {self.conversation_id}"
