"""Words on what weaktie does not keep about people: health, faith, family, age and the like (DOMAIN 6).

It asks before such words are saved. It errs towards asking, so whoever writes of work may say so and go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from weaktie.core.refusal import Refused

TOPICS = {
    "health": "health",
    "religion": "religion",
    "origin": "ethnicity or origin",
    "sexuality": "sexuality or gender",
    "union": "union membership",
    "politics": "politics",
    "family": "family",
    "age": "age",
    "personality": "a label for somebody's character",
}

_WORDS = {
    "health": (
        r"ill|illness(?:es)?|sick(?:ness)?|disab(?:led|ility|ilities)|diagnos(?:is|ed)|depress(?:ed|ion)|anxiety"
        r"|cancer|diabet(?:es|ic)|epilep(?:sy|tic)|autis(?:m|tic)|adhd|dyslexi[ac]|bipolar|migraines?|surgery"
        r"|therap(?:y|ist)|medication|chemotherapy|wheelchair|hospitalised|hospitalized|alcoholi[cs]m?|rehab"
        r"|miscarriage|pregnan(?:t|cy)|burn(?:ed|t)[ -]out|nervous breakdown|hiv|long covid|menopause"
    ),
    "religion": (
        r"religio(?:n|us)|christian|catholic|protestant|evangelical|muslim|islam(?:ic)?|jew(?:ish)?|judaism"
        r"|hindu|sikh|buddhist|atheist|mormon|church|mosque|synagogue|ramadan|prays?|praying|hijab|kippah"
    ),
    "origin": (
        r"ethnic(?:ity)?|racial|skin colou?r|immigrant|refugee|foreigner|native speaker|accent"
        r"|(?:is|was|looks|sounds|being) (?:black|white|asian|african|arab|latino|latina|hispanic|roma|indian"
        r"|chinese|turkish|polish|jewish)|country of origin|born abroad|mixed[ -]race|people of colou?r"
    ),
    "sexuality": (
        r"gay|lesbian|bisexual|homosexual|heterosexual|queer|transgender|transsexual|non-?binary|lgbtq?\+?"
        r"|sexual orientation|came out|his husband|her wife|boyfriend|girlfriend"
    ),
    "union": (
        r"union (?:member(?:ship)?|rep|representative|man|woman)|(?:trade|labou?r) union|unionised"
        r"|shop steward"
    ),
    "politics": (
        r"votes? for|voted|left-?wing|right-?wing|conservative|republican|democrat|socialist|communist|tory"
        r"|labour (?:party|supporter|voter)|party member|political views|politically"
        r"|brexiteer|trump supporter"
    ),
    "family": (
        r"married|divorced?|widow(?:ed|er)?|single (?:mum|mom|mother|dad|father|parent)|husband|wife|spouse"
        r"|fianc[ée]e?|kids?|children|babies|baby|maternity|paternity|parental leave"
        r"|school run|nursery|(?:a|the|his|her|their|two|three|young|small) (?:sons?|daughters?)"
        r"|(?:his|her|their) (?:mum|mom|mother|dad|father|parents|partner|family)"
    ),
    "age": (
        r"(?:too|very|quite|rather) (?:old|young)|years old|in (?:his|her|their) (?:early |mid |late )?"
        r"(?:twenties|thirties|forties|fifties|sixties|[2-6]0s)|elderly|retirement age"
        r"|near(?:ing)? retirement|millennial|boomer|gen z|about to retire|looks (?:old|young)"
    ),
    "personality": (
        r"narcissis(?:t|tic)|introvert(?:ed)?|extrovert(?:ed)?|psychopath|sociopath|neurotic|control freak"
        r"|passive[ -]aggressive|arrogant|bully|toxic person|drama queen|gullible|easily (?:led|influenced)"
        r"|influenceable|intj|intp|infj|infp|entj|entp|enfj|enfp|istj|isfj|istp|isfp|estj|esfj|estp|esfp"
        r"|type a personality|difficult person|lazy person|weak character"
    ),
}

_WORK = re.compile(
    r"sick (?:leave polic|pay)\w*|church street|healthcare|public health|health (?:and|&) safety"
    r"|child (?:process|node|component|theme|class)\w*|parent (?:company|process|node|class)\w*"
    r"|burn(?:ed|t)[ -]out (?:part|bulb)s?"
    r"|conservative (?:estimate|forecast|assumption|figure|approach|plan|number)s?|democrat\w+ access"
    r"|voted (?:on|down|up|to) |married (?:to the|with) (?:data|code|system|process|tool)\w*"
    r"|regression therapy"
    r"|cancer (?:research|drug|centre|center|institute|treatment|imaging)s?"
    r"|therapy (?:area|software|product)s?"
    r"|diabetes (?:product|device|research|drug|team)s?|family (?:business|office|firm|owned)",
    re.IGNORECASE,
)
_FIND = {
    topic: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) for topic, words in _WORDS.items()
}


class ProtectedTrait(Refused):
    """It reads as something private that is not kept of people."""

    code = "protected_trait"


@dataclass(frozen=True, slots=True)
class Touched:
    """A place in a text that seems to be about somebody's private life."""

    topic: str
    start: int
    end: int
    words: str

    @property
    def about(self) -> str:
        """The topic as people say it."""
        return TOPICS[self.topic]


def private(text: str) -> tuple[Touched, ...]:
    """Return the places that seem to be about what is not kept of people, in the order of the text."""
    work = [match.span() for match in _WORK.finditer(text)]
    found = [
        Touched(topic, match.start(), match.end(), match.group())
        for topic, pattern in _FIND.items()
        for match in pattern.finditer(text)
        if not any(start <= match.start() and match.end() <= end for start, end in work)
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.topic)))


def asked(texts: Iterable[str]) -> str:
    """Return the question to ask before these texts are kept, or "" if there is nothing to ask."""
    found = [one for text in texts for one in private(text)]
    if not found:
        return ""
    words = ", ".join(dict.fromkeys(f"“{one.words}”" for one in found))
    topics = " and ".join(dict.fromkeys(one.about for one in found))
    return (
        f"{words} reads as {topics}, which weaktie does not keep about people: it must not weigh in what you "
        "decide, and they might read it. Take it out, or say that it is about the work."
    )


def refuse_private(*texts: str, about_work: bool) -> None:
    """Refuse words on what is not kept of people, unless the seeker says that they are about the work."""
    if not about_work and (question := asked(texts)):
        raise ProtectedTrait(question)
