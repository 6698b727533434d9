"""The sentences in which findings are told: a reason a person understands, and a way to mend it."""

from __future__ import annotations

from weaktie.core.wording.findings import Code

WHY: dict[Code, tuple[str, str]] = {
    Code.ASKS_FOR_JOB: (
        "This asks for a job, an opening or a word on your behalf. Then the reader has to defend "
        "a door, and says nothing more.",
        "Leave it out; ask only what they have seen.",
    ),
    Code.HIDDEN_PITCH: (
        "This sells you. A talk that becomes a pitch ends what they would have told you.",
        "Cut what you achieved; keep the question.",
    ),
    Code.RESUME_ATTACHED: (
        "A résumé, portfolio or profile comes with this. It turns a question into an application.",
        "Send it only when they ask for it.",
    ),
    Code.GOOGLEABLE: (
        "This can be read without them.",
        "Ask what the public text leaves open: what happened next, what it cost, what they would "
        "do differently.",
    ),
    Code.NO_SPECIFIC_QUESTION: (
        "There is no question here that only this person can answer.",
        "Name one dated fact of theirs and ask what changed, what surprised them, or what "
        "separates two cases.",
    ),
    Code.NOT_THEIR_SIGHT: (
        "They cannot have seen this themselves.",
        "Ask about their own time, place and work.",
    ),
    Code.MANY_QUESTIONS: (
        "More than one thing is asked. The reader picks the easiest, or none.",
        "Keep the one you most want answered; the others belong in the conversation.",
    ),
    Code.ASKS_FOR_FORECAST: (
        "This asks for an opinion of the future, which anybody could have.",
        "Ask for an event, a change, a difference or a trade-off that they saw.",
    ),
    Code.INVITES_JUDGEMENT: (
        "This invites a judgement of you, which puts the reader in a hiring manager's chair.",
        "Ask about their work; or, once, “in my place, what would you try first?”",
    ),
    Code.CONFIDENTIAL: (
        "This asks for what they may not or would rather not tell: business secrets, interview "
        "questions, other people, private life, their own pay.",
        "Ask what they may speak of; a market range is fine.",
    ),
    Code.TOO_LONG: (
        "This is longer than a busy person reads or than can be said in one breath.",
        "Cut until only the link, the question and the ask are left.",
    ),
    Code.NO_CONNECTION: (
        "The first two sentences do not say how you come to write to this person.",
        "Begin with where you met, heard or read them, or who introduced you, if that is true.",
    ),
    Code.WRONG_DETAIL: (
        "This does not agree with what you stored.",
        "Check the year, the name, the number and who said it.",
    ),
    Code.ASK_TOO_LARGE: (
        "This asks for more than a stranger can easily give.",
        "Ask for 20 minutes, or a written reply.",
    ),
    Code.NO_WAY_OUT: (
        "There is no easy way to say no, or to answer in writing.",
        "Add that a line in writing, or a no, is fine.",
    ),
    Code.NO_CONSENT: (
        "This names somebody who has not agreed to be named.",
        "Ask them first, or leave the name out.",
    ),
    Code.SECOND_RECIPIENT: (
        "This seems to be meant for somebody else as well.",
        "Write to one person, by name.",
    ),
    Code.RECORDING_ASSUMED: (
        "This takes a recording or a transcript for granted. Many places forbid that without a "
        "yes, and people talk less.",
        "Leave it out, and take notes by hand.",
    ),
    Code.PLACEHOLDER_LEFT: ("Something is still to be filled in.", "Fill it in, or leave it out."),
    Code.TOO_MANY_MESSAGES: (
        "This would be the third message or later. After one follow-up, silence is an answer.",
        "Let it rest, and ask somebody else.",
    ),
    Code.GUILT: (
        "This blames or presses. A person who feels guilty helps less, not more.",
        "Leave the reproach out; silence needs no excuse.",
    ),
    Code.DECEPTIVE: (
        "This is not true by what you stored.",
        "Say it as it is: “I have applied there, and ask about something else.”",
    ),
    Code.NO_SPECIFIC_INSIGHT: (
        "These thanks name nothing that they said.",
        "Name the one thing from your notes that you use.",
    ),
    Code.NOT_APPLIED: ("It does not say what you did with it.", "Say what you did, or will do by which day."),
    Code.BREACH_CONFIDENCE: (
        "This repeats what was told to you in confidence.",
        "Leave it out, hints included.",
    ),
    Code.NEW_LARGE_ASK: (
        "Thanks that ask for more are a bill.",
        "End with the thanks; ask another time, if at all.",
    ),
    Code.NUDGE: ("This reminds them of a promise or presses for an answer.", "Leave it out; they know."),
    Code.NO_HANDOVER: (
        "This does not end by letting them talk.",
        "End with your first question, or “shall we start with ...?”",
    ),
    Code.LATE: (
        "This says itself that days have passed.",
        "Thanks are best within a day; do not dwell on it.",
    ),
    Code.NOTHING_BACK: ("Whoever introduced you is not thanked.", "Add a word of thanks to them."),
}
"""Reason and mend of every code."""

UNKNOWN: dict[Code, tuple[str, str]] = {
    Code.WRONG_DETAIL: (
        "Whether they said this cannot be told: no notes of the call are stored.",
        "Store the notes of the call.",
    ),
    Code.BREACH_CONFIDENCE: (
        "Whether they allowed this cannot be told: no notes of the call are stored.",
        "Store the notes of the call, with what was off the record.",
    ),
    Code.DECEPTIVE: (
        "Whether there is an application cannot be told: none were stored.",
        "Store your applications.",
    ),
    Code.TOO_MANY_MESSAGES: (
        "How many messages went before cannot be told: none are stored.",
        "Store what you sent to this person.",
    ),
    Code.GOOGLEABLE: (
        "Whether nothing public says this cannot be told: no public text is stored.",
        "Store the page, the posting or the article.",
    ),
}
"""Reason and mend where only missing context can settle it."""


def told(code: Code, severity: str, detail: str) -> tuple[str, str | None]:
    """Return message and mend of a finding, with what it rests on."""
    reason, mend = UNKNOWN.get(code, WHY[code]) if severity == "unknown" else WHY[code]
    return (f"{reason} ({_short(detail)})" if detail else reason), mend


def _short(detail: str) -> str:
    return detail if len(detail) <= 200 else detail[:199].rstrip() + "…"
