"""Asking on the command line: a letter begun, kept, checked and noted; answers; what is public."""

from __future__ import annotations

from tests.cli.program import refused, run, told

LETTER = (
    "Hello Priya,\n\nYou and I last wrote in May 2019. What changed in 2024?\n\nI attach my CV. No is fine.\n"
)


def test_a_letter_is_begun_kept_and_noted_when_it_is_sent(book, tmp_path):
    begun = told("ask", "Priya Raman", "--question", "Which habit went first in 2024?")
    assert begun["kind"] == "ask"
    assert begun["question"] == "Which habit went first in 2024?"
    assert (begun["verdict"], begun["sent_on"], begun["held_back"]) == ("revise", None, None)
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER)

    written = told("ask", "Priya Raman", "--text", letter, "--subject", "One question")
    sent = told("ask", "Priya Raman", "--sent", "--guess", "25")

    assert [one["code"] for one in written["findings"]] == ["RESUME_ATTACHED"]
    assert (sent["text"], sent["subject"]) == (LETTER, "One question")
    assert sent["sent_on"] is not None
    assert refused("ask", "Priya Raman", "--sent") == "already_asked"


def test_a_follow_up_is_refused_before_its_day(book):
    told("asked", "Priya Raman")

    assert refused("ask", "Priya Raman", "--again", "--sent") == "too_early"


def test_a_reply_keeps_their_words_and_a_no_holds(book):
    told("asked", "Priya Raman")

    answer = told("reply", "Priya Raman", "no", "--words", "Not this year.")

    assert (answer["answer"], answer["words"]) == ("no", "Not this year.")
    assert refused("asked", "Priya Raman") == "said_no"
    assert refused("reply", "Priya Raman", "yes") == "nothing_open"


def test_a_page_is_kept_listed_and_dropped(book, tmp_path):
    page = tmp_path / "about.html"
    page.write_text(
        "<html><title>About Harrow</title><p>Demand is forecast by <b>four</b> models.</p></html>"
    )
    told("target", "add", "Harrow Grid")

    kept = told("material", "add", page, "--target", "Harrow Grid", "--kind", "about")
    listed = told("material", "list")["materials"]
    dropped = told("material", "drop", kept["id"])

    assert (kept["title"], kept["about"]["kind"], kept["words"]) == ("About Harrow", "target", 6)
    assert [one["text"] for one in listed] == ["Demand is forecast by four models."]
    assert dropped == {"id": kept["id"]}
    assert refused("material", "drop", kept["id"]) == "no_such_material"


def test_for_people_the_letter_is_shown_with_what_to_mend_and_how_to_go_on(book):
    answer = run("ask", "Priya Raman")

    assert "Hello Priya,\n\nYou and I last wrote in May 2019, [about what]." in answer.out
    assert "Mend: a gap is left to fill. “[about what]”." in answer.out
    assert "Draft kept; nothing is sent." in answer.out
    assert "--sent" in answer.out
