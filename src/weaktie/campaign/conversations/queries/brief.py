"""The brief: everything for one conversation on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Conversation, Question
from weaktie.campaign.conversations.queries import behind, wording
from weaktie.campaign.conversations.queries.listing import Talk, talk
from weaktie.campaign.network.models import Edit, Person
from weaktie.campaign.network.queries import people as network
from weaktie.campaign.outreach.queries.asks import everybody
from weaktie.core import agenda, opening, proposals, sight
from weaktie.core.proposals import Proposal
from weaktie.core.wording.findings import Finding

CLOSING = "Who else should I talk to?"
NEVER = "Your CV, your results, and whether they are hiring."
"""What not to do in any conversation."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The last exact exchange: words and where they are from. `is_quote` is false for a note of one's own."""

    words: str
    where: str
    on: datetime | None = None
    is_quote: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """A question with what the checker says of it."""

    question: Question
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the conversation on the clock; `begins` is None while there is no time."""

    phase: agenda.Phase
    begins: datetime | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """The opening: kept, or a draft built from facts, with what the checker says of it."""

    text: str
    is_draft: bool
    findings: tuple[Finding, ...]

    @property
    def words(self) -> int:
        """How many words it has."""
        return opening.words(self.text)


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything on the page."""

    talk: Talk
    row: network.Row
    known: tuple[str, ...]
    memory: Memory | None
    sees: tuple[str, ...]
    pages: tuple[behind.Page, ...]
    posting: tuple[str, ...]
    left_open: tuple[behind.Left, ...]
    opening: Spoken
    parts: tuple[Part, Part, Part]
    questions: tuple[Checked, ...]
    closing: str
    closing_findings: tuple[Finding, ...]
    proposals: tuple[Proposal, ...]
    holds: int
    leave_out: tuple[str, ...]

    @property
    def end(self) -> datetime | None:
        """When it ends as agreed."""
        return self.talk.ends


def brief(conversation: Conversation, *, by: User, now: datetime) -> Brief:
    """Put the brief together."""
    here = talk(conversation, by=by)
    today = now.astimezone(by.timezone()).date()
    facts = behind.facts(conversation, by=by, today=today)
    background = behind.background(conversation, by=by)
    asked = list(conversation.questions.order_by("position", "pk"))
    middle = [one for one in asked if one.phase == Question.Phase.MIDDLE]
    closing = next((one.text for one in asked if one.phase == Question.Phase.CLOSING), CLOSING)
    (row,) = network.rows_of([here.person], by=by, now=now)
    shared = behind.shared(here.person, by=by)
    pages = behind.pages(conversation, by=by)
    offered = _proposals(facts, [one.text for one in asked], background)
    return Brief(
        talk=here,
        row=row,
        known=_known(here, row, shared),
        memory=_memory(here, by=by),
        sees=tuple(sight.sight(facts)),
        pages=tuple(pages),
        posting=tuple(behind.posting_lines(conversation)),
        left_open=tuple(behind.left_open(conversation, by=by)),
        opening=_spoken(here, facts, shared, middle, background),
        parts=_parts(here),
        questions=tuple(Checked(one, wording.question(one.text, background)) for one in middle),
        closing=closing,
        closing_findings=wording.question(closing, background),
        proposals=offered,
        holds=agenda.holds(conversation.length),
        leave_out=(NEVER, _answered_already(pages)),
    )


def _known(here: Talk, row: network.Row, shared: Sequence[str]) -> tuple[str, ...]:
    """Say how the two know each other: where both were, the last exchange, the answer to the ask."""
    told = [f"{one}." for one in shared[:2]]
    told.append(f"{row.words}.")
    ask = here.conversation.ask
    if ask is not None and ask.answered_on is not None:
        via = f", through {ask.via.name}" if ask.via is not None else ""
        told.append(f"Said yes on {ask.answered_on.day} {ask.answered_on:%B}{via}.")
    return tuple(told)


def _memory(here: Talk, *, by: User) -> Memory | None:
    """Return their last words that are known: of an earlier conversation, of the answer; else the note."""
    ids = everybody(here.person)
    held = Conversation.objects.visible_to(by).held().filter(person__in=ids).exclude(their_words="")
    earlier = held.exclude(pk=here.conversation.pk).order_by("-started_at", "-pk").first()
    if earlier is not None:
        return Memory(earlier.their_words, "your conversation", earlier.started_at)
    ask = here.conversation.ask
    if ask is not None and ask.words:
        return Memory(ask.words, "the answer to your ask")
    note = Edit.objects.filter(person__in=ids, field=Edit.Field.NOTE).exclude(value="").first()
    return Memory(note.value, "your note", is_quote=False) if note is not None else None


def _spoken(
    here: Talk,
    facts: proposals.Facts,
    shared: Sequence[str],
    middle: Sequence[Question],
    background: wording.Background,
) -> Spoken:
    kept = here.conversation.opening
    text = kept or _draft(here, facts, shared, middle)
    return Spoken(text, not kept, wording.spoken(text, background))


def _draft(here: Talk, facts: proposals.Facts, shared: Sequence[str], middle: Sequence[Question]) -> str:
    return opening.draft(
        opening.Known(
            name=facts.name,
            length=here.conversation.length,
            link=_link(facts, shared),
            role=_role(here.person, facts),
            question=middle[0].text if middle else "",
        )
    )


def _link(facts: proposals.Facts, shared: Sequence[str]) -> str:
    if shared:
        return f"We were {shared[0][0].lower()}{shared[0][1:]}."
    if facts.met is not None and facts.met.year < facts.today.year:
        return f"We last wrote or met in {proposals.MONTHS[facts.met.month - 1]} {facts.met.year}."
    return ""


def _role(person: Person, facts: proposals.Facts) -> str:
    now = facts.posts[0] if facts.posts else None
    if now is None or now.until is not None or not person.organisation:
        return ""
    since = f" since {now.since.year}" if now.since else ""
    verb = "have been" if since else "are"
    return f"{verb} {now.title} at {now.employer}{since}" if now.title else f"{verb} at {now.employer}{since}"


def _parts(here: Talk) -> tuple[Part, Part, Part]:
    starts = here.starts
    first, middle, last = (
        Part(phase, starts + timedelta(minutes=phase.begins) if starts else None)
        for phase in agenda.phases(here.conversation.length)
    )
    return first, middle, last


def _proposals(
    facts: proposals.Facts, asked: Sequence[str], background: wording.Background
) -> tuple[Proposal, ...]:
    """Return the questions that can be proposed: not asked yet, and nothing to mend in them."""
    found = proposals.proposals(facts)
    fresh = [one for one in found if one.text not in asked]
    return tuple(one for one in fresh if not wording.is_answered(wording.question(one.text, background)))


def _answered_already(pages: Sequence[behind.Page]) -> str:
    if not pages:
        return "What a search would answer."
    named = " and ".join(f"“{page.title}”" for page in pages[:2])
    return f"What a search would answer, and what {named} already says."
