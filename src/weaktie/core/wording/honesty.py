"""What is claimed against what is known: no application, a tie, a study, a consent, a confidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weaktie.core import employers
from weaktie.core.wording import ideas, learned, wordstock
from weaktie.core.wording.case import Case, Hit, whole
from weaktie.core.wording.findings import Code

_GENERAL = re.compile(r"\b(?:anywhere|nowhere|any firm|any company|anyone|at all|whatsoever)\b")


def deceptive(case: Case) -> Iterator[Hit]:
    """Find a denial that a logged application contradicts, or a tie or study that the remarks deny."""
    denial = case.first("deny_application", meant=False) or learned.denial(case)
    job = denial or case.first("deny_job", meant=False)
    if case.first("discloses", meant=False):
        return
    if job and (where := _applied_there(case)):
        yield Hit(Code.DECEPTIVE, job[1], job[2], detail=where)
    elif job and case.remarks.applied:
        yield Hit(Code.DECEPTIVE, job[1], job[2], detail=case.remarks.text)
    elif denial and case.context.applications is None:
        yield Hit(Code.DECEPTIVE, denial[1], denial[2], "unknown")
    if hit := pretended(case):
        yield hit


def applied(case: Case) -> bool:
    """Say whether an application at the place that the text is about is known, and not disclosed by it."""
    return (bool(_applied_there(case)) or case.remarks.applied) and not case.first("discloses", meant=False)


def _applied_there(case: Case) -> str:
    """Return the employer with an application, if it is the one the text or what is stored is about."""
    logged = [name for name in case.context.applications or () if name.strip()]
    written = case.text.low
    about = " ".join([case.remarks.text, *(case.context.public or ())]).lower()
    for place in (written, about):
        named = [name for name in logged if names_employer(place, name)]
        if named:
            return named[0]
    if logged and not about.strip() and not _names_other(case, logged):
        return logged[0]
    return ""


def names_employer(low: str, name: str) -> bool:
    """Say whether a text names an employer, by its whole name or the part that tells it from others."""
    words = [word for word in re.findall(r"[^\W_]+", name.lower()) if word not in _FORMS]
    if not words:
        return False
    if re.search(rf"\b{r'[ -]+'.join(map(re.escape, words))}\b", low):
        return True
    key = employers.employer_key(name)
    if key and key in "".join(re.findall(r"[^\W_]+", low)) and len(key) > 6:
        return True
    telling = [word for word in words if word not in _COMMON and len(word) > 3]
    return bool(telling) and bool(re.search(rf"\b{re.escape(telling[0])}\b", low))


_FORMS = ideas.words(
    """
    the ltd limited inc gmbh ag plc llc co company corp sa srl bv oy ab group trust & and of
    """
)
_COMMON = ideas.words(
    """
    university hospital bank school council city county college general clinic legal services service
    centre center care home homes foods works workshop museum library union society association
    national royal saint borough district ministry department office north south east west central
    public health community station theatre press studio law house farm
    """
)


def _names_other(case: Case, logged: list[str]) -> bool:
    """Say whether the denial names some other employer."""
    job = case.first("deny_application", meant=False) or case.first("deny_job", meant=False)
    if not job:
        return False
    at = re.search(
        r"\b(?:at|with|to|in|for|from) (?:the |your )?([A-ZÀ-Þ][\w'-]+(?: [A-ZÀ-Þ][\w'-]+)*)", job[0].written
    )
    return at is not None and not any(names_employer(at[1].lower(), name) for name in logged)


def pretended(case: Case) -> Hit | None:
    """Find a tie, a study or a client that the remarks say is not there."""
    for untrue in case.remarks.untrue:
        stems = wordstock.stems(untrue)
        for n, one in enumerate(case.sentences):
            met = ideas.find("never_met", untrue) and ideas.find("met", one.low)
            study = ideas.find("pretext", untrue) and ideas.find("own_pretext", one.low)
            if met or study or len(stems & case.stems[n]) >= 2:
                return whole(Code.DECEPTIVE, one, detail=untrue)
    return None


def no_consent(case: Case) -> Iterator[Hit]:
    """Find an introducer who is named without having agreed."""
    named = wordstock.NAME.findall(case.text.written)
    for refusal in case.remarks.refused:
        if any(
            re.search(rf"\b{re.escape(name.lower())}\b", refusal) for name in named if len(name) > 2
        ) or re.search(r"\bintroducer|name\b", refusal):
            place = next((case.text.written.find(name) for name in named if name.lower() in refusal), -1)
            yield Hit(
                Code.NO_CONSENT,
                place if place >= 0 else None,
                None if place < 0 else place + 3,
                detail=refusal,
            )
            return
    if found := case.first("no_consent_said", meant=False):
        yield Hit(Code.NO_CONSENT, found[1], found[2])


def breaches_confidence(case: Case) -> Iterator[Hit]:
    """Find what was told in confidence, quoted, paraphrased or hinted at."""
    secret = [note for note in case.notes if note.secret]
    if secret:
        yield from _told(case)
    for remark in case.remarks.secrets:
        stems = wordstock.stems(remark)
        for n, one in enumerate(case.sentences):
            if len(stems & case.stems[n]) >= 2:
                yield whole(Code.BREACH_CONFIDENCE, one, detail=remark)
                return
    if (found := case.first("in_confidence", meant=False)) and not secret:
        yield Hit(Code.BREACH_CONFIDENCE, found[1], found[2])
    elif case.context.notes is None and (found := case.first("quote_permission", meant=False)):
        yield Hit(Code.BREACH_CONFIDENCE, found[1], found[2], "unknown")


def _told(case: Case) -> Iterator[Hit]:
    likeness = case.likeness(case.notes)
    open_stems = frozenset().union(
        *(note.stems for note in case.notes if not note.secret), *(p.stems for p in case.public)
    )
    for n, one in enumerate(case.sentences):
        for m, note in enumerate(case.notes):
            if not note.secret:
                continue
            shared = (note.stems & case.stems[n]) - open_stems
            share = len(shared) / max(1, len(note.stems - open_stems))
            if share * 0.6 + float(likeness[n, m]) * 0.6 > TOLD and shared or float(likeness[n, m]) > 0.62:
                yield whole(Code.BREACH_CONFIDENCE, one, detail="")
                return


TOLD = 0.30
