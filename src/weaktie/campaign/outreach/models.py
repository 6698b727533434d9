"""Asks for a conversation, and what the seeker writes to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from weaktie.campaign.network.models import Person

if TYPE_CHECKING:
    from weaktie.accounts.models import User


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: User) -> MessageQuerySet:
        return self.filter(owner=user)

    def drafts(self) -> MessageQuerySet:
        return self.filter(sent_at=None)

    def sent(self) -> MessageQuerySet:
        return self.exclude(sent_at=None)


class Message(models.Model):
    """Something the seeker writes to one person: a draft, or what they say they sent themselves."""

    class Kind(models.TextChoices):
        ASK = "ask", "An ask"
        FOLLOW_UP = "follow_up", "The one follow-up"
        TIMES = "times", "Times offered"
        THANKS = "thanks", "Thanks"
        REPORT = "report", "What came of it"
        TOUCH = "touch", "A word after ninety days"
        MEMORY = "memory", "Something that brings them back"
        PROMISE = "promise", "A promise kept"
        INTRODUCER = "introducer", "To whoever introduced you"
        BLURB = "blurb", "A note that can be passed on"
        WITHDRAWAL = "withdrawal", "An ask withdrawn"
        LETTER = "letter", "What came of the search"

    class Way(models.TextChoices):
        MAIL = "mail", "By mail"
        LINKEDIN = "linkedin", "On LinkedIn"
        IN_PERSON = "in_person", "In person"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind)
    way = models.CharField(max_length=9, choices=Way, blank=True, default="")
    subject = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField(blank=True, default="")
    question = models.CharField(max_length=500, blank=True, default="")
    """The one question it carries, if it asks one."""
    kept_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(sent_at=None), name="one_draft_of_a_kind_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.person_id}"


class AskQuerySet(models.QuerySet["Ask"]):
    def visible_to(self, user: User) -> AskQuerySet:
        return self.filter(owner=user)

    def open(self) -> AskQuerySet:
        return self.filter(answer="")

    def closed(self) -> AskQuerySet:
        return self.exclude(answer="")


class Ask(models.Model):
    """The seeker wrote to somebody and asked for a conversation."""

    class Answer(models.TextChoices):
        OPEN = "", "Open"
        YES = "yes", "Said yes"
        NO = "no", "Said no"
        REDIRECTED = "redirected", "Named somebody else"
        NONE = "none", "No answer"
        WITHDRAWN = "withdrawn", "Taken back by you"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="asks")
    channel = models.CharField(max_length=20)
    """The prior that was used for the chance, by its id."""
    drawn_with = models.FloatField(null=True)
    """The probability with which chance put this person on the list; None if merit did."""
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="asks")
    via = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="opened")
    """The introducer through whom it went; None for a direct ask."""
    guess = models.PositiveSmallIntegerField(null=True)
    """The chance of a yes, in percent, that the seeker guessed before it was sent."""
    sent_on = models.DateField()
    followed_up_on = models.DateField(null=True)
    """When the one follow-up went out; it opens the window anew."""
    answer = models.CharField(max_length=10, choices=Answer, blank=True, default=Answer.OPEN)
    answered_on = models.DateField(null=True)
    words = models.CharField(max_length=500, blank=True, default="")
    """What they answered, as the seeker noted it."""

    objects = AskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(answer=""), name="one_open_ask_per_person"
            ),
            models.CheckConstraint(
                condition=Q(guess=None) | Q(guess__lte=100), name="a_guess_is_at_most_100_percent"
            ),
            models.CheckConstraint(
                condition=Q(followed_up_on=None) | Q(followed_up_on__gte=models.F("sent_on")),
                name="a_follow_up_comes_after_the_ask",
            ),
        ]

    def __str__(self) -> str:
        return f"Asked {self.person_id} on {self.sent_on}"
