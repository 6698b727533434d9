"""Letters at the end: exactly what came of it, and a gap where no row says so."""

from __future__ import annotations

from weaktie.core import farewell
from weaktie.core.drafts import gaps
from weaktie.core.farewell import Given, Led, Taken

TAKEN = Taken("Harrow Grid", "Flexibility analyst", "on Monday 11 January")


def letter(**facts) -> str:
    given = Given(**({"called": "Kofi", "talked": ("on 3 November",)} | facts))
    return farewell.letter(given, TAKEN, sender="Ada").text


def test_the_chain_is_told_from_its_facts():
    text = letter(led=(Led("Delphine", talked="on 12 November", put_forward=True),))

    assert "I have taken an offer: Flexibility analyst at Harrow Grid. I start on Monday 11 January." in text
    assert (
        "You named Delphine; we talked on 12 November; Delphine put me forward, and this is the job." in text
    )
    assert gaps(text) == ()


def test_what_went_further_is_counted_and_not_told():
    text = letter(led=(Led("Delphine", talked="on 12 November", further=2),))

    assert "From there it went on to 2 more conversations." in text


def test_a_name_that_led_nowhere_claims_nothing():
    text = letter(led=(Led("Delphine"),))

    assert "Delphine" not in text
    assert gaps(text) == ("[what you did with what they said, and what it changed]",)


def test_being_put_forward_for_another_posting_is_not_this_job():
    text = letter(put_forward_for="Forecaster at Senmark")

    assert "You put me forward for Forecaster at Senmark; it was not that one in the end." in text
    assert "this is the job" not in text


def test_what_they_were_told_before_is_not_asked_of_the_seeker_again():
    text = letter(reported="on 4 November")

    assert "I wrote to you on 4 November what I did with what you said." in text
    assert gaps(text) == ()


def test_a_name_that_was_lent_is_no_referral():
    text = letter(lent_name=True)

    assert "You let me use your name." in text
    assert "put me forward" not in text


def test_their_words_come_back_to_them():
    assert "You said: “Ring first” I have not forgotten it." in letter(quote="“Ring first”", lent_name=True)


def test_somebody_who_only_named_somebody_is_not_thanked_for_a_talk():
    assert "You gave me time" not in letter(talked=(), led=(Led("Delphine", talked="on 12 November"),))


def test_taking_back_says_what_was_open():
    def lines(**facts) -> str:
        told = {"asked": "on 19 November", "said_yes": False} | facts
        return farewell.withdrawal("Henrik", **told, sender="Ada").text

    assert "I asked you on 19 November for a conversation. There is nothing to answer any more." in lines()
    assert "Thank you for saying yes." in lines(said_yes=True)
    assert "whether you would ask Rosalind for me" in lines(about="Rosalind")
    assert "We have a conversation tomorrow at 10:00." in lines(booked="tomorrow at 10:00")
