"""A checked text as pages show it: what to mend in the order of the text, and what is right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from weaktie.campaign.outreach.queries import checking
from weaktie.core import check_words
from weaktie.core.wording import Context, Finding, Verdict
from weaktie.web import saying

LONGEST = 20_000
"""Characters of a letter that a page takes."""

LOOKS = {
    "error": ("error", "mend"),
    "advice": ("advice", "think"),
    "unknown": ("unsure", "unsure"),
}
"""For each severity: its class and its icon."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage of the letter as a browser counts (UTF-16), and what would stand in its place."""

    start: int
    end: int
    by: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding. `passage` is empty where it is about the whole."""

    number: int
    code: str
    look: str
    icon: str
    heading: str
    passage: str
    reason: str
    advice: str
    place: Cut | None
    mend: Cut | None

    @property
    def asks_anew(self) -> bool:
        """Whether another question would mend it."""
        return self.code in check_words.ASK_ANEW

    @property
    def adds(self) -> str:
        """What one press would add to the letter; empty where it takes something out."""
        return self.mend.by.strip() if self.mend else ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A letter and what was found in it."""

    kind: str
    verdict: str
    findings: tuple[Shown, ...]
    right: tuple[str, ...]
    summary: str
    more: str
    measure: str

    @property
    def rights(self) -> str:
        """What is right, in one sentence."""
        said = (
            ", ".join(self.right[:-1]) + (" and " if len(self.right) > 1 else "") + "".join(self.right[-1:])
        )
        return said[:1].upper() + said[1:] + "." if said else ""


def typed(data: Mapping[str, str], name: str = "text") -> str:
    """Return what was typed, lines as the seeker's page has them: a form sends them as CR LF."""
    return data.get(name, "").replace("\r\n", "\n").replace("\r", "\n")[:LONGEST]


def checked(
    kind: str,
    text: str,
    context: Context,
    *,
    on_linkedin: bool = False,
    without: Collection[str] = (),
) -> Checked:
    """Check a letter; findings of the codes `without` do not bear on it and are left out."""
    if not text.strip():
        return Checked(kind, "", (), (), "Nothing is written yet", "", "")
    told = checking.check(kind, text, context)
    found = tuple(
        _shown(number, one, text) for number, one in enumerate(_in_order(told)) if one.code not in without
    )
    right = check_words.right(kind, {one.code for one in told.findings if one.severity != "unknown"})
    measure = check_words.measure(kind, told.words, characters=len(text), on_linkedin=on_linkedin)
    summary = saying.counted(len(found), "thing", "things").capitalize() + " to look at"
    more = f", {saying.number(len(right))} {'is' if len(right) == 1 else 'are'} right" if right else ""
    return Checked(
        kind, str(told.verdict), found, right, summary if found else "Nothing to mend", more, measure
    )


def mended(kind: str, text: str, context: Context, number: str) -> str:
    """Return the letter with one finding mended, for pages without script."""
    found = _in_order(checking.check(kind, text, context))
    if not number.isdecimal() or int(number) >= len(found):
        return text
    cut = _cut(found[int(number)], text)
    return check_words.mended(text, cut) if cut else text


def _in_order(told: Verdict) -> list[Finding]:
    """Return the findings in the order of the text; what is about the whole comes last."""
    return sorted(told.findings, key=lambda one: (one.start is None, one.start or 0))


def _shown(number: int, one: Finding, text: str) -> Shown:
    look, icon = LOOKS[one.severity]
    place = None
    if one.start is not None and one.end is not None:
        place = Cut(_units(text, one.start), _units(text, one.end), "")
    cut = _cut(one, text)
    title = check_words.TITLES.get(one.code, one.message)
    return Shown(
        number=number,
        code=one.code,
        look=look,
        icon=icon,
        heading=f"{check_words.WORDS[one.severity]}: {title}",
        passage=text[one.start : one.end].strip() if place else "",
        reason=one.message,
        advice=one.mend or "",
        place=place,
        mend=Cut(_units(text, cut.start), _units(text, cut.end), cut.by) if cut else None,
    )


def _cut(one: Finding, text: str) -> check_words.Cut | None:
    if one.severity == "unknown":
        return None
    return check_words.in_one_press(one.code, text, one.start, one.end)


def _units(text: str, points: int) -> int:
    """Return a place in code points as one in UTF-16 units, as scripts count."""
    return points + sum(sign > "\uffff" for sign in text[:points])
