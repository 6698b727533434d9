"""The end of a search: what is taken back, who hears what came of it, and all of it undone in one step."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.people import CONNECTIONS, NOON, TODAY, bring, dump, later, person
from tests.talks import NOTES, SECRET, talk

from weaktie.campaign.conversations.actions import booking
from weaktie.campaign.introductions.models import Introduction, Referral
from weaktie.campaign.keeping.actions import ending, undo
from weaktie.campaign.keeping.models import SearchEnd
from weaktie.campaign.keeping.queries import due
from weaktie.campaign.keeping.queries.book import has_ended, read
from weaktie.campaign.keeping.queries.farewells import end_page
from weaktie.campaign.outreach import actions as outreach
from weaktie.campaign.outreach.models import Ask, Message
from weaktie.campaign.timeline.models import Event
from weaktie.core.employers import employer_key

OTHERS = (
    "Kofi,Mensah,https://www.linkedin.com/in/kofi,,Brannock,Planner,01 Feb 2018",
    "Delphine,Okoro,https://www.linkedin.com/in/delphine,,Harrow Grid,Lead,01 Feb 2018",
    "Zoe,Lund,https://www.linkedin.com/in/zoe,,Torvale,Clerk,01 Feb 2018",
)


@pytest.fixture
def book(ada):
    bring(ada, Connections_csv=CONNECTIONS + "\n".join(OTHERS) + "\n")
    return ada


@pytest.fixture
def chain(book):
    """Kofi named Delphine; they talked; Delphine put Ada forward at Harrow Grid."""
    kofi, delphine = person(book, "Kofi Mensah"), person(book, "Delphine Okoro")
    first = talk(book, kofi, ended=later(days=-20), notes=NOTES)
    talk(book, delphine, ended=later(days=-10))
    Introduction.objects.create(
        owner=book, introducer=kofi, person=delphine, conversation=first, named_on=TODAY - timedelta(days=20)
    )
    Referral.objects.create(
        owner=book, person=delphine, kind="referral", employer="Harrow Grid",
        employer_key=employer_key("Harrow Grid"), shown="A forecast", given_on=TODAY - timedelta(days=5),
    )  # fmt: skip
    return book


def end(by, **facts) -> SearchEnd:
    return ending.end_search("Harrow Grid", by=by, starts_on=date(2027, 1, 11), now=NOON, **facts)


def drafts(by, kind: str) -> dict[str, str]:
    rows = Message.objects.visible_to(by).filter(kind=kind).order_by("pk")
    return {one.person.name: one.text for one in rows}


def message(by, name: str, kind: str = "letter") -> Message:
    return Message.objects.get(owner=by, person=person(by, name), kind=kind)


def test_everybody_who_gave_time_hears_what_exactly_came_of_it(chain):
    end(chain, role="Flexibility analyst")

    letters = drafts(chain, "letter")

    assert list(letters) == ["Kofi Mensah", "Delphine Okoro"]
    assert "You named Delphine; we talked on 13 November; Delphine put me forward" in letters["Kofi Mensah"]
    assert "Flexibility analyst at Harrow Grid. I start on Monday 11 January." in letters["Kofi Mensah"]
    assert "You put me forward, and this is the job." in letters["Delphine Okoro"]
    assert not any(SECRET in text for text in letters.values())


def test_open_asks_yeses_and_bookings_are_taken_back_in_two_lines(book):
    outreach.log_ask(person(book, "Zoe Lund"), by=book, sent_on=TODAY, now=NOON)
    Ask.objects.create(
        owner=book, person=person(book, "Kofi Mensah"), sent_on=TODAY, answer="yes", answered_on=TODAY
    )
    begun = booking.begin(person(book, "Priya Raman"), by=book, now=NOON)
    booking.book(begun, NOON + timedelta(days=2), by=book, now=NOON)

    end(book)

    lines = drafts(book, "withdrawal")
    assert set(lines) == {"Zoe Lund", "Kofi Mensah", "Priya Raman"}
    assert "You said yes" in lines["Kofi Mensah"]
    assert "on 25 November at 12:00" in lines["Priya Raman"]
    page = end_page(read(by=book, now=NOON))
    assert [one.person.name for one in page.bookings] == ["Priya Raman"]
    assert page.left == 3


def test_whoever_agreed_and_whoever_was_asked_to_ask_hear_of_it(book):
    kofi, zoe, delphine = (person(book, name) for name in ("Kofi Mensah", "Zoe Lund", "Delphine Okoro"))
    Ask.objects.create(owner=book, person=zoe, via=kofi, sent_on=TODAY)
    Introduction.objects.create(owner=book, introducer=kofi, person=delphine, named_on=TODAY, agreed_on=TODAY)

    end(book)

    lines = drafts(book, "withdrawal")
    assert "whether you would ask Zoe for me" in lines["Kofi Mensah"]
    assert "You said yes to a conversation." in lines["Delphine Okoro"]
    assert "Zoe Lund" not in lines


def test_an_ask_is_taken_back_only_when_its_lines_were_sent(book):
    outreach.log_ask(person(book, "Zoe Lund"), by=book, sent_on=TODAY, now=NOON)
    end(book)
    assert Ask.objects.get().answer == ""

    lines = message(book, "Zoe Lund", "withdrawal")
    ending.mark_sent(lines, by=book, text="There is nothing to answer.", now=later(hours=1))

    assert (Ask.objects.get().answer, Ask.objects.get().answered_on) == ("withdrawn", TODAY)
    assert Event.objects.filter(kind="answered", word__startswith="withdrawn").exists()
    undo.undo(by=book, now=later(hours=2))
    assert Ask.objects.get().answer == ""
    assert message(book, "Zoe Lund", "withdrawal").sent_at is None


def test_a_letter_with_a_gap_is_not_sent(book):
    talk(book, person(book, "Kofi Mensah"), ended=later(days=-20))
    end(book)
    letter = message(book, "Kofi Mensah")

    with pytest.raises(ending.GapLeft, match="what you did"):
        ending.mark_sent(letter, by=book, now=NOON)
    ending.mark_sent(letter, by=book, text="Hello Kofi, I rang the desk.", now=NOON)

    with pytest.raises(ending.SentAlready):
        ending.mark_sent(letter, by=book, now=NOON)
    assert Event.objects.filter(kind="reported", person=letter.person).exists()


def test_the_whole_end_is_one_step(chain):
    before = (dump(chain), Message.objects.count())

    end(chain)
    undo.undo(by=chain, now=NOON)

    assert (dump(chain), Message.objects.count()) == before
    assert not has_ended(by=chain, now=NOON)
    undo.redo(by=chain, now=NOON)
    assert len(drafts(chain, "letter")) == 2


def test_after_the_end_nobody_is_asked_and_letters_are_due(chain):
    end(chain)

    whats = {one.matter.what for one in due.everything(by=chain, now=later(hours=1))}

    assert "letter" in whats
    assert not whats & {"ask", "offer", "follow_up", "close", "memory"}


def test_whoever_asks_again_searches_again(chain):
    end(chain)
    assert has_ended(by=chain, now=later(days=1))

    outreach.log_ask(
        person(chain, "Zoe Lund"), by=chain, sent_on=TODAY + timedelta(days=3), now=later(days=3)
    )

    assert not has_ended(by=chain, now=later(days=3))
    end_again = ending.end_search("Torvale", by=chain, now=later(days=30))
    assert end_again.employer == "Torvale"


def test_a_search_ends_once_and_at_an_employer(book):
    with pytest.raises(ending.NeedsAnEmployer):
        ending.end_search("  ", by=book, now=NOON)
    end(book)
    with pytest.raises(ending.EndedAlready):
        end(book)


def test_whether_such_calls_are_taken_is_asked_and_can_be_taken_back(book):
    with pytest.raises(ending.NotEnded):
        ending.say_takes_calls(by=book, takes=True, now=NOON)
    end(book)

    ending.say_takes_calls(by=book, takes=True, now=NOON)

    assert SearchEnd.objects.get().takes_calls is True
    undo.undo(by=book, now=NOON)
    assert SearchEnd.objects.get().takes_calls is None


def test_other_messages_are_sent_from_their_own_pages(book):
    draft = outreach.keep_draft(person(book, "Zoe Lund"), by=book, text="Hello", now=NOON)

    with pytest.raises(ending.NotOfThese):
        ending.mark_sent(draft, by=book, now=NOON)
