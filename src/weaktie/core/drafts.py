"""Drafts of what is written after a conversation: facts from the notes, gaps for what only seekers know.

A gap stands in square brackets and is caught by every check, so that no draft goes out as it came. Nothing
said off the record gets here: whoever calls hands over notes on the record only. Advice of DOMAIN.md 3 and 4:
thanks name one insight and what was done with it; the later note reports the result; nothing new is asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from weaktie.core.first_letter import GAP

MOST_CITED = 40
"""Words of a note that a letter quotes; thanks hold at most 120 (DOMAIN.md 4)."""

_ENDS = ".!?…"


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be finished by the seeker."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """One thing on the record: what it was, and whether these are their exact words."""

    text: str
    is_quote: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """Who is written to and by whom, when they talked, and who led there ("" for nobody)."""

    to: str
    sender: str
    day: str
    introducer: str = ""


def gap(words: str) -> str:
    """Return a gap for the seeker to fill."""
    return f"[{words}]"


def gaps(text: str) -> tuple[str, ...]:
    """Return the gaps that are left in a text."""
    return tuple(GAP.findall(text))


def thanks(talk: Talk, said: Said | None) -> Draft:
    """Draft the thanks of the first day: one thing they said, and what the seeker does with it by when."""
    loop = f"I will let {talk.introducer} know that we spoke; thank you to you both."
    return Draft(
        "Thank you, and what I do with it",
        _letter(
            talk,
            f"Thank you for your time {talk.day}. {_cited(said, 'the one thing they said that you use')}",
            gap("what you did with it, or will do and by when"),
            loop if talk.introducer else "",
        ),
    )


def report(talk: Talk, said: Said | None) -> Draft:
    """Draft the second note: what came of what they said."""
    return Draft(
        "What came of it",
        _letter(
            talk,
            f"We spoke {talk.day}. {_cited(said, 'the one thing they said that you used')}",
            gap("what you did with it, and what happened"),
            "Thank you again. There is nothing to answer.",
        ),
    )


def touch(talk: Talk, said: Said | None, reason: str) -> Draft:
    """Draft a light word after a long while: the reason that the seeker has, and no ask."""
    back = f"We spoke {talk.day}. {_cited(said, '')}".strip() if said else f"We spoke {talk.day}."
    return Draft(
        "A word after some time",
        _letter(
            talk,
            _sentence(reason) if reason.strip() else gap("why you write to them today"),
            back,
            "There is nothing to answer.",
        ),
    )


def to_introducer(talk: Talk, met: str, said: Said | None) -> Draft:
    """Draft word to whoever introduced somebody: that the two talked, and one thing that may be passed on."""
    passed_on = f"One thing I took from it: {_words(said)}" if said else gap("one thing that you may pass on")
    return Draft(
        f"I spoke with {met}",
        _letter(
            talk,
            f"{met} and I spoke {talk.day}, thanks to you. {passed_on}",
            gap("what you do with it"),
            f"Thank you for naming {met}.",
        ),
    )


def promise_kept(talk: Talk, promised: str) -> Draft:
    """Draft the note that a promise comes with."""
    return Draft(
        "As promised",
        _letter(
            talk,
            f"I promised you this {talk.day}: {_sentence(promised)}",
            gap("the thing itself, or where it is"),
            "There is nothing to answer.",
        ),
    )


def blurb(talk: Talk, *, introducer: str, learning: str = "", question: str = "") -> Draft:
    """Draft a short note that an introducer can pass on as it is. `talk.to` is whom it is for."""
    about = learning.strip() or gap("what you want to understand")
    return Draft(
        f"A question, by way of {introducer}",
        _letter(
            talk,
            f"{introducer} thought that you might answer one question. I want to understand {about}.",
            question.strip() or gap("your one question"),
            "Twenty minutes on the phone would be plenty, two lines in writing are as good, and no is fine.",
        ),
    )


def ask_consent(talk: Talk, *, name: str, note: str) -> Draft:
    """Draft the ask to an introducer: let the other person decide, with a note to pass on below."""
    return Draft(
        f"Would you ask {name}?",
        _letter(
            talk,
            f"When we spoke {talk.day} you named {name}. Would you ask whether {name} would talk to me? "
            "Please give me no address before there is a yes.",
            "If you would rather not, that is fine. A note that you can pass on is below.",
        )
        + f"\n\n---\n\n{note.strip()}",
    )


def ask_for_name(talk: Talk, *, posting: str) -> Draft:
    """Draft "may I use your name?": a mention, and expressly no referral."""
    return Draft(
        "May I mention you?",
        _letter(
            talk,
            f"I am applying for {posting}. May I write there that we spoke {talk.day}?",
            "I would only mention that we spoke; I am not asking you to put me forward. No is a fine answer.",
        ),
    )


def ask_for_referral(talk: Talk, *, posting: str, shown: str) -> Draft:
    """Draft the ask to be put forward for one posting, resting on what was shown."""
    return Draft(
        f"About {posting}",
        _letter(
            talk,
            f"I am applying for {posting}. When we spoke {talk.day} you saw this: {_sentence(shown)}",
            "Would you be at ease to put me forward for this posting, on the strength of that? "
            "If not, that is fine and changes nothing between us.",
        ),
    )


def _letter(talk: Talk, *parts: str) -> str:
    return "\n\n".join((f"Hello {talk.to},", *filter(None, parts), talk.sender))


def _cited(said: Said | None, missing: str) -> str:
    """Return the sentence that names what was said, or a gap for it."""
    if said is None:
        return gap(missing)
    if said.is_quote:
        return f"You said: {_words(said)}"
    return f"One thing stays with me: {_words(said)}"


def _words(said: Said | None) -> str:
    """Return what was said as a sentence, in quotation marks if these are their words."""
    text = said.text if said else ""
    words = " ".join(text.split()).strip("“”\"' ").split(" ")
    whole = " ".join(words[:MOST_CITED]) + ("…" if len(words) > MOST_CITED else "")
    if said and said.is_quote:
        return f"“{whole if whole.endswith(tuple(_ENDS)) else whole + '.'}”"
    return _sentence(whole)


def _sentence(text: str) -> str:
    whole = " ".join(text.split())
    return whole if whole.endswith(tuple(_ENDS)) else f"{whole}."
