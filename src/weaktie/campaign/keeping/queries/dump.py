"""Everything that counts, in one order and without ids: two data folders with the same dump hold the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import (
    Conversation,
    Fit,
    Note,
    Opening,
    OwnWay,
    Question,
    Transcript,
)
from weaktie.campaign.followups.models import FollowUp, Promise
from weaktie.campaign.intake.models import Encounter, Handle, Interest, Part, Record
from weaktie.campaign.introductions.models import Introduction, Referral
from weaktie.campaign.keeping.models import Later, SearchEnd
from weaktie.campaign.network.models import Bond, Edit, Identity, Person, Proposal, Stint, Tag, Verdict, Word
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.targets.models import Material, Standing, Stranger, Target
from weaktie.campaign.timeline.models import Event

Line = list[object]
"""One fact: a word for its kind, then plain values."""

PERSON = (
    "is_me", "name", "organisation", "organisation_key", "title", "sent", "received", "meetings", "copied",
    "started", "first", "last", "last_sent", "last_received", "last_met", "peak_year", "contexts", "two_way",
    "acquainted", "contact", "sources", "changed_on", "hidden", "confirmed", "tie_said",
    "short", "long", "order", "bridging", "embeddedness",
)  # fmt: skip
STINT = ("kind", "key", "organisation", "title", "department", "started", "ended", "first_seen", "last_seen",
         "position")  # fmt: skip
ASK = (
    "channel", "drawn_with", "guess", "message__text", "sent_on", "followed_up_on", "answer", "answered_on",
    "words",
)  # fmt: skip
MESSAGE = ("kind", "way", "subject", "text", "question", "kept_at", "sent_at")
MATERIAL = ("target__key", "kind", "title", "found", "text", "added_at")
TALK = (
    "begun_at", "offered", "their_zone", "starts_at", "length", "way", "place", "sequence", "cancelled_at",
    "opening", "plan_clear", "plan_sharp", "plan_easy", "desire_before", "desire_before_why", "started_at",
    "ended_at", "extended", "extended_at", "closing_asked_at", "consent", "consented_at", "debriefed_at",
    "desire_after", "desire_after_why", "their_words", "question_that_landed", "remembered_of_you",
    "seen_clear", "seen_sharp", "seen_easy", "talked_little", "asked_for_event",
)  # fmt: skip
QUESTION = ("phase", "text", "why", "position", "asked_at")
NOTE = ("key", "kind", "text", "off_record", "first_hand", "at_second", "written_at", "version")
FIT = ("respect", "theirs", "yours", "says")
TRANSCRIPT = ("kind", "file", "lines", "brought_at", "delete_on", "deleted_at")
OPENING = ("employer", "role", "first_hand", "heard_on", "posted_on", "outcome")
PROMISE = ("whose", "text", "made_on", "due_on", "kept_on", "released_on", "note__text")
INTRODUCTION = (
    "why", "blurb", "target__key", "conversation__ended_at",
    "named_on", "agreed_on", "made_on", "met_on", "thanked_on", "declined_on",
)  # fmt: skip
REFERRAL = (
    "kind", "employer", "role", "target__key", "conversation__ended_at", "shown",
    "offered_on", "asked_on", "given_on", "given_how", "declined_on", "result", "result_on",
)  # fmt: skip
DIGITS = 6
"""Figures are compared to so many places: sums of the same numbers in another order differ in the last."""


def digest(*, by: User) -> str:
    """Return a hash of the canonical dump."""
    return hashlib.sha256("\n".join(canonical(by=by)).encode()).hexdigest()


def canonical(*, by: User) -> list[str]:
    """Return every fact as a line, sorted. People are named by their handles; files and ids are left out."""
    names = _names(by)
    lines = (
        *_received(by),
        *_worked_out(by, names),
        *_said(by, names),
        *_talked(by, names),
        *_afterwards(by, names),
    )
    return sorted(json.dumps(_rounded(line), ensure_ascii=False, default=str) for line in lines)


def _names(by: User) -> dict[int, str]:
    """Name each person by the handles they answer to; who is merged is named as their successor."""
    found: dict[int, list[str]] = {}
    kept = Identity.objects.filter(handle__owner=by).order_by("handle__kind", "handle__value")
    for person, kind, value in kept.values_list("person_id", "handle__kind", "handle__value"):
        found.setdefault(person, []).append(f"{kind}:{value}")
    names = {person: "|".join(values) for person, values in found.items()}
    merged = Person.objects.filter(owner=by).exclude(merged_into=None).values_list("pk", "merged_into_id")
    for person, into in merged:
        names.setdefault(person, names.get(into, ""))
    return names


def _received(by: User) -> Iterator[Line]:
    """Yield what files said."""
    records = Record.objects.filter(owner=by)
    yield from _lines("record", records.values_list("handle__kind", "handle__value", "digest", "source"))
    yield from _lines("encounter", Encounter.objects.filter(owner=by).values_list("key", "at", "kind"))
    parts = Part.objects.filter(encounter__owner=by)
    yield from _lines("part", parts.values_list("encounter__key", "handle__kind", "handle__value", "role"))
    interests = Interest.objects.filter(owner=by).distinct()
    yield from _lines("interest", interests.values_list("how", "organisation", "title", "url", "on"))


def _worked_out(by: User, names: Mapping[int, str]) -> Iterator[Line]:
    """Yield who is who and what follows from it."""
    people = Person.objects.filter(owner=by, merged_into=None)
    yield from _of_people("person", people.values_list("pk", *PERSON), names)
    stints = Stint.objects.filter(person__owner=by)
    yield from _of_people("stint", stints.values_list("person_id", *STINT), names)
    words = Word.objects.filter(person__owner=by)
    yield from _of_people("word", words.values_list("person_id", "word"), names)
    bonds = Bond.objects.filter(a__owner=by).values_list("a_id", "b_id", "weight")
    yield from _of_pairs("bond", bonds, names)
    proposals = Proposal.objects.filter(owner=by).values_list("a_id", "b_id", "probability", "evidence")
    yield from _of_pairs("proposal", proposals, names)


def _said(by: User, names: Mapping[int, str]) -> Iterator[Line]:
    """Yield what the seeker said and did."""
    edits = Edit.objects.filter(person__owner=by)
    yield from _of_people("edit", edits.values_list("person_id", "field", "value"), names)
    tags = Tag.objects.filter(person__owner=by)
    yield from _of_people("tag", tags.values_list("person_id", "word"), names)
    handles = dict(Handle.objects.filter(owner=by).values_list("pk", "value"))
    verdicts = Verdict.objects.filter(owner=by).values_list("a_id", "b_id", "same")
    yield from _of_pairs("verdict", verdicts, handles)
    targets = Target.objects.filter(owner=by)
    columns = ("kind", "key", "name", "motivation", "level", "posting", "dropped_at")
    yield from _lines("target", targets.values_list(*columns))
    standings = Standing.objects.filter(owner=by)
    yield from _of_people("standing", standings.values_list("person_id", "goal", "until"), names)
    yield from _written(by, names)
    strangers = Stranger.objects.filter(person__owner=by)
    yield from _of_people(
        "stranger", strangers.values_list("person_id", "target__key", "found", "text"), names
    )
    events = Event.objects.filter(owner=by).exclude(kind=Event.Kind.IMPORTED)
    yield from _of_people("event", events.values_list("person_id", "kind", "at", "word"), names)


def _written(by: User, names: Mapping[int, str]) -> Iterator[Line]:
    """Yield asks, what was written to people, and what is public of people and targets."""
    asks = Ask.objects.filter(owner=by).values_list("person_id", "via_id", *ASK)
    for person, via, *rest in asks:
        yield ["ask", names.get(person), names.get(via) if via else None, *rest]
    messages = Message.objects.filter(owner=by).values_list("person_id", *MESSAGE)
    yield from _of_people("message", messages, names)
    for person, *rest in Material.objects.filter(owner=by).values_list("person_id", *MATERIAL):
        yield ["material", names.get(person) if person else None, *rest]


def _talked(by: User, names: Mapping[int, str]) -> Iterator[Line]:
    """Yield conversations with their questions and notes, openings heard, how both sides work."""
    talks = dict(Conversation.objects.filter(owner=by).values_list("pk", "person_id"))
    for person, *rest in Conversation.objects.filter(owner=by).values_list("person_id", *TALK):
        yield ["conversation", names.get(person), *rest]
    for model, columns in ((Question, QUESTION), (Note, NOTE), (Fit, FIT), (Transcript, TRANSCRIPT)):
        rows = model._default_manager.filter(conversation__owner=by)
        for talk, *rest in rows.values_list("conversation_id", *columns):
            yield [str(model._meta.model_name), names.get(talks[talk]), *rest]
    for person, *rest in Opening.objects.filter(owner=by).values_list("person_id", *OPENING):
        yield ["opening", names.get(person) if person else None, *rest]
    yield from _lines("own way", OwnWay.objects.filter(owner=by).values_list("respect", "words"))


def _afterwards(by: User, names: Mapping[int, str]) -> Iterator[Line]:
    """Yield what came after conversations: letters sent, promises, introductions, referrals."""
    done = FollowUp.objects.filter(owner=by)
    columns = ("person_id", "kind", "conversation__ended_at", "note__text", "done_on", "let_go")
    yield from _of_people("followup", done.values_list(*columns), names)
    promises = Promise.objects.filter(owner=by)
    yield from _of_people("promise", promises.values_list("person_id", *PROMISE), names)
    for introducer, person, *rest in Introduction.objects.filter(owner=by).values_list(
        "introducer_id", "person_id", *INTRODUCTION
    ):
        yield ["introduction", names.get(introducer), names.get(person), *rest]
    yield from _lines("later", Later.objects.filter(owner=by).values_list("until"))
    ends = SearchEnd.objects.filter(owner=by).values_list("employer", "role", "starts_on", "takes_calls")
    yield from _lines("end", ends)
    referrals = Referral.objects.filter(owner=by)
    yield from _of_people("referral", referrals.values_list("person_id", *REFERRAL), names)


def _lines(kind: str, rows: Iterable[Sequence[object]]) -> Iterator[Line]:
    return ([kind, *row] for row in rows)


def _of_people(kind: str, rows: Iterable[Sequence[object]], names: Mapping[int, str]) -> Iterator[Line]:
    """Yield rows whose first column is a person."""
    return ([kind, names.get(int(str(person))), *rest] for person, *rest in rows)


def _of_pairs(kind: str, rows: Iterable[Sequence[object]], names: Mapping[int, str]) -> Iterator[Line]:
    """Yield rows whose first two columns are people or handles, in no order."""
    for a, b, *rest in rows:
        yield [kind, *sorted((names.get(int(str(a)), ""), names.get(int(str(b)), ""))), *rest]


def _rounded(line: Line) -> Line:
    return [round(value, DIGITS) if isinstance(value, float) else value for value in line]
