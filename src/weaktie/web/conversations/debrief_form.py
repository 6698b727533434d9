"""What the debrief's form tells, read into what the action takes; and the page as it was filled in."""

from __future__ import annotations

from dataclasses import replace

from django.http import QueryDict

from weaktie.campaign.conversations.actions.debriefing import WORDS, NoteSaid, Shown, Told
from weaktie.campaign.conversations.models import Conversation, Desire, Fit, Note
from weaktie.campaign.conversations.queries.debrief import DebriefPage
from weaktie.campaign.conversations.queries.live import LiveNote

HANDS = {"yes": True, "no": False}
ANSWERS = {"yes": True, "no": False}
LONGEST_NOTE = 20_000


def told(sent: QueryDict, page: DebriefPage) -> Told:
    """Read the form; a field that was not sent leaves what it stands for."""
    words = {name: str(sent[name]) for name in WORDS if name in sent}
    extended = sent.get("extended", "")
    notes = [_note(sent, line.one.note) for line in page.notes if f"note-{line.one.note.pk}" in sent]
    fresh = NoteSaid(
        kind=_kind(sent.get("new-kind", "")) or Note.Kind.INSIGHT,
        text=sent.get("new", "")[:LONGEST_NOTE],
        first_hand=HANDS.get(sent.get("new-hand", "")),
        off_record="new-off" in sent,
    )
    return Told(
        desire=str(sent["desire"]) if sent.get("desire") in Desire.values else None,
        talked_little=ANSWERS.get(sent.get("talked_little", "")),
        asked_for_event=ANSWERS.get(sent.get("asked_for_event", "")),
        closing_asked=ANSWERS.get(sent.get("closing_asked", "")),
        extended=int(extended) if extended.isdecimal() and len(extended) < 4 else None,
        notes=(*notes, fresh),
        fits=tuple(_fit(sent, respect) for respect in Fit.Respect.values if f"theirs-{respect}" in sent),
        **words,
    )


def filled(page: DebriefPage, said: Told) -> DebriefPage:
    """Return the page with what was told but not kept, so that nothing has to be typed again."""
    talk = page.conversation
    for name, text in said.words().items():
        setattr(talk, name, text)
    if said.desire is not None:
        talk.desire_after = said.desire
    by_pk = {one.pk: one for one in said.notes}
    for line in page.notes:
        _fill_note(line.one, by_pk.get(line.one.note.pk))
    by_respect = {one.respect: one for one in said.fits}
    for fit_line in page.fits:
        if one := by_respect.get(fit_line.respect):
            fit_line.fit.theirs, fit_line.fit.yours, fit_line.fit.says = one.theirs, one.yours, one.says
    return replace(page, conversation=_answers(talk, said))


def _answers(talk: Conversation, said: Told) -> Conversation:
    for name in ("talked_little", "asked_for_event", "extended"):
        if getattr(said, name) is not None:
            setattr(talk, name, getattr(said, name))
    return talk


def _fill_note(one: LiveNote, said: NoteSaid | None) -> None:
    if said is None:
        return
    note = one.note
    note.text, note.kind = said.text or note.text, said.kind or note.kind
    note.first_hand, note.off_record = said.first_hand, bool(said.off_record)


def _note(sent: QueryDict, note: Note) -> NoteSaid:
    name = f"note-{note.pk}"
    return NoteSaid(
        pk=note.pk,
        kind=_kind(sent.get(f"{name}-kind", "")),
        text=str(sent[name])[:LONGEST_NOTE],
        first_hand=HANDS.get(sent.get(f"{name}-hand", "")),
        off_record=f"{name}-off" in sent,
    )


def _kind(told: str) -> str | None:
    return told if told in Note.Kind.values else None


def _fit(sent: QueryDict, respect: str) -> Shown:
    says = sent.get(f"says-{respect}", "")
    return Shown(
        respect=respect,
        theirs=" ".join(str(sent[f"theirs-{respect}"]).split())[:300],
        yours=" ".join(sent.get(f"yours-{respect}", "").split())[:300],
        says=says if says in Fit.Says.values else "",
    )
