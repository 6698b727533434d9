"""A letter after a conversation as its page shows it: where it is checked and kept, and how it gets out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate

from weaktie.accounts.models import User
from weaktie.campaign.conversations.models import Note
from weaktie.campaign.followups.models import FollowUp, Promise
from weaktie.campaign.followups.queries import writing
from weaktie.campaign.followups.queries.writing import Writing
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries.people import first_name
from weaktie.campaign.outreach.models import Message
from weaktie.campaign.outreach.queries import asks
from weaktie.core import draft_mail
from weaktie.core.wording import Context
from weaktie.web.checking import Checked, checked
from weaktie.web.letters import Letter

KIND = "thankyou"
"""All letters after a conversation are checked as thanks are."""

NOT_THANKS = frozenset(("NO_SPECIFIC_INSIGHT", "NOT_APPLIED", "WRONG_DETAIL", "LATE", "NOTHING_BACK"))
"""What only thanks and a report of use have to hold."""

TITLES = {
    FollowUp.Kind.THANKS: "Thank {to}",
    FollowUp.Kind.REPORT: "Tell {to} what came of it",
    FollowUp.Kind.TOUCH: "A word to {to}",
    FollowUp.Kind.INTRODUCER: "Tell {to} how it went with {about}",
}
WAYS = (
    (Message.Way.MAIL, "By mail"),
    (Message.Way.LINKEDIN, "On LinkedIn"),
    (Message.Way.IN_PERSON, "In person"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Everything that stands round a letter, whatever it is for."""

    title: str
    to: Person
    letter: Letter
    mailto: str
    file_url: str
    sent_url: str
    sent_words: str
    end_url: str
    end_words: str

    @property
    def first_name(self) -> str:
        """The name to say."""
        return first_name(self.to.name)


def without(kind: str) -> frozenset[str]:
    """Return the codes that do not bear on a letter of this kind."""
    return frozenset() if kind in (FollowUp.Kind.THANKS, FollowUp.Kind.REPORT) else NOT_THANKS


def check(kind: str, text: str, context: Context) -> Checked:
    """Check a letter of a kind."""
    return checked(KIND, text, context, without=without(kind))


def of_followup(
    page: Writing, *, by: User, text: str | None = None, subject: str | None = None, to: str = ""
) -> Piece:
    """Return the letter for what is owed; `text` and `subject` stand in for what is kept."""
    pk, kind = page.held.row.pk, page.kind
    words = page.text if text is None else text
    head = page.subject if subject is None else subject
    address = to if to in page.emails else next(iter(page.emails), "")
    hidden = [("kind", kind)] + ([("note", str(page.note.pk))] if page.note else [])
    letter = Letter(
        check_url=reverse("followup-check", args=[pk]),
        keep_url=reverse("followup-draft", args=[pk]),
        text=words,
        checked=check(kind, words, writing.context(page.held, to=page.to, by=by, today=localdate())),
        subject=head,
        to=address,
        addresses=page.emails,
        hidden=tuple(hidden),
        kept_at=page.kept_at,
    )
    names = {"to": page.to.name, "about": page.about.name}
    return Piece(
        title=TITLES[FollowUp.Kind(kind)].format(**names),
        to=page.to,
        letter=letter,
        mailto=draft_mail.mailto(address, head, words),
        file_url=f"{reverse('followup-file', args=[pk])}?kind={kind}",
        sent_url=reverse("followup-sent", args=[pk]),
        sent_words="I sent it",
        end_url=reverse("followup-end", args=[pk]),
        end_words="Let it be",
    )


def of_promise(
    promise: Promise,
    *,
    by: User,
    today: date,
    text: str | None = None,
    subject: str | None = None,
    to: str = "",
) -> Piece:
    """Return the note that comes with something promised."""
    person = promise.person.merged_into or promise.person
    kept = asks.draft(person, by=by, kind=Message.Kind.PROMISE)
    draft = writing.promise_letter(promise, by=by, today=today)
    words = text if text is not None else kept.text if kept else draft.text
    head = subject if subject is not None else kept.subject if kept else draft.subject
    emails = writing.emails(person)
    address = to if to in emails else next(iter(emails), "")
    letter = Letter(
        check_url=reverse("promise-check", args=[promise.pk]),
        keep_url=reverse("promise-draft", args=[promise.pk]),
        text=words,
        checked=check("promise", words, Context(notes=())),
        subject=head,
        to=address,
        addresses=emails,
        kept_at=kept.kept_at if kept else None,
    )
    return Piece(
        title=f"Keep a promise to {person.name}",
        to=person,
        letter=letter,
        mailto=draft_mail.mailto(address, head, words),
        file_url=reverse("promise-file", args=[promise.pk]),
        sent_url=reverse("promise-kept", args=[promise.pk]),
        sent_words="I sent it",
        end_url=reverse("promise-released", args=[promise.pk]),
        end_words="Release it",
    )


def as_file(letter: Letter, name: str) -> HttpResponse:
    """Hand out a letter as a file that a mail program opens as a draft, unsent."""
    content = draft_mail.eml(letter.to, letter.subject, letter.text)
    headers = {"Content-Disposition": f'attachment; filename="{name}.eml"'}
    return HttpResponse(content, content_type="message/rfc822", headers=headers)


def chosen(page: Writing, number: int | None) -> Note | None:
    """Return the note of this number among those that may be cited."""
    return next((note for note in page.notes if note.pk == number), None)
