"""What a brief rests on: facts of the person, public pages, the posting, earlier conversations there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.html import strip_tags

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, Note, Question
from weaktie.campaign.conversations.queries.listing import whose
from weaktie.campaign.conversations.queries.wording import Background
from weaktie.campaign.intake.models import Interest
from weaktie.campaign.network.models import Person, Stint
from weaktie.campaign.network.queries.people import first_name
from weaktie.campaign.outreach.queries.asks import everybody
from weaktie.campaign.targets.models import Material, MaterialQuerySet, Stranger, Target
from weaktie.campaign.targets.queries.candidates import own_past
from weaktie.campaign.targets.queries.facts import facts_of
from weaktie.core import candidates, heard, history, proposals

MOST_PAGES = 4
MOST_LINES = 5
MOST_OPEN = 4
EXCERPT = 140
LINE = 120
LEARNT = (
    Note.Kind.INSIGHT, Note.Kind.REQUIREMENT, Note.Kind.SURPRISE, Note.Kind.PAY, Note.Kind.QUOTE,
    Note.Kind.FIT,
)  # fmt: skip
"""Kinds of notes that say something of the employer; promises and names do not."""


@dataclass(frozen=True, slots=True)
class Page:
    """One public page about the person or the employer, in a line."""

    title: str
    kind: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Left:
    """Something that earlier conversations left open, in a line; `other` stands against it."""

    words: str
    who: str
    kind: str
    other: str = ""
    other_who: str = ""


def facts(conversation: Conversation, *, by: User, today: date) -> proposals.Facts:
    """Return what is known of the person, as questions are built from it."""
    person = whose(conversation)
    target = conversation.target
    posting = target.posting if target else ""
    employer = target.name if target and target.kind == Target.Kind.EMPLOYER else ""
    return facts_of(person, today=today, posting=strip_tags(posting), posting_employer=employer, by=by)


def shared(person: Person, *, by: User) -> tuple[str, ...]:
    """Say where both were at the same time."""
    kept = list(person.stints.order_by("position", "pk"))
    work, schools = (
        tuple(
            candidates.Post(s.key, s.organisation, s.title, s.department, s.started, s.ended)
            for s in kept
            if s.kind == kind
        )
        for kind in (Stint.Kind.WORK, Stint.Kind.SCHOOL)
    )
    return history.shared(work, schools, own_past(by=by))


def pages(conversation: Conversation, *, by: User) -> list[Page]:
    """Return the public pages that the seeker stored about the person or the employer."""
    found = [
        Page(one.title or one.found or one.get_kind_display(), one.get_kind_display(), _excerpt(one.text))
        for one in _materials(conversation, by=by).order_by("-person_id", "-added_at", "pk")[:MOST_PAGES]
    ]
    stranger = Stranger.objects.filter(person__in=everybody(whose(conversation))).first()
    if stranger is not None and stranger.text:
        found.append(Page(stranger.found or "What you found", "Profile", _excerpt(stranger.text)))
    return found[:MOST_PAGES]


def posting_lines(conversation: Conversation) -> list[str]:
    """Return the lines of the posting that say most: its list, else its beginning."""
    target = conversation.target
    if target is None or not target.posting.strip():
        return []
    lines = [" ".join(line.split()) for line in strip_tags(target.posting).splitlines()]
    full = [line for line in lines if len(line) > 3]
    listed = [line.lstrip("-*•· ") for line in full if line[0] in "-*•·"]
    return [_short(line, LINE) for line in (listed or full)[:MOST_LINES]]


def left_open(conversation: Conversation, *, by: User) -> list[Left]:
    """Return what earlier conversations at this employer left open; nothing that is off the record."""
    before = [one for one in _held_there(conversation, by=by) if one.pk != conversation.pk]
    notes = Note.objects.visible_to(by).on_record().filter(conversation__in=before, kind__in=LEARNT)
    names = {one.pk: first_name(whose(one).name) for one in before}
    told = [
        heard.Heard(names[note.conversation_id], note.text, note.first_hand)
        for note in notes.order_by("written_at", "pk")
    ]
    found = [Left(a.text, a.who, "disagree", b.text, b.who) for a, b in heard.disagreements(told)]
    found += [Left(note.text, note.who, "hearsay") for note in heard.hearsay(told)]
    questions = Question.objects.filter(
        conversation__in=before, phase=Question.Phase.MIDDLE, asked_at=None
    ).order_by("pk")
    found += [Left(one.text, names[one.conversation_id], "unasked") for one in questions]
    return found[:MOST_OPEN]


def background(conversation: Conversation, *, by: User) -> Background:
    """Return what bears on every sentence of this conversation."""
    person = whose(conversation)
    target = conversation.target
    public = list(_materials(conversation, by=by).order_by("pk").values_list("text", flat=True))
    public += [strip_tags(target.posting)] if target and target.posting.strip() else []
    notes = Note.objects.visible_to(by).filter(conversation__person__in=everybody(person))
    applied = Interest.objects.filter(owner=by, how="applied").values_list("organisation", flat=True)
    return Background(
        public=tuple(public),
        notes=tuple(notes.order_by("pk").values_list("text", "off_record")),
        applications=tuple(dict.fromkeys(applied)),
        remarks=f"You agreed on {conversation.length} minutes.",
    )


def _materials(conversation: Conversation, *, by: User) -> MaterialQuerySet:
    person = whose(conversation)
    mine = Material.objects.visible_to(by)
    found = mine.filter(person__in=everybody(person))
    if conversation.target is not None:
        found |= mine.filter(target=conversation.target)
    if person.organisation_key:
        kind = Target.Kind.EMPLOYER
        found |= mine.filter(target__kind=kind, target__key=person.organisation_key)
    return found


def _held_there(conversation: Conversation, *, by: User) -> list[Conversation]:
    """Return the conversations held with people of this employer, this person among them."""
    person = whose(conversation)
    target = conversation.target
    at = target.key if target and target.kind == Target.Kind.EMPLOYER else person.organisation_key
    held = Conversation.objects.visible_to(by).held().select_related("person__merged_into", "target")
    return [one for one in held.order_by("started_at", "pk") if _is_at(one, at) or whose(one) == person]


def _is_at(conversation: Conversation, key: str) -> bool:
    target = conversation.target
    there = {whose(conversation).organisation_key}
    if target is not None and target.kind == Target.Kind.EMPLOYER:
        there.add(target.key)
    return bool(key) and key in there


def _excerpt(text: str) -> str:
    return _short(" ".join(text.split()), EXCERPT)


def _short(text: str, most: int) -> str:
    """Cut a text at a word."""
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0].rstrip(",;:. ") + " …"
