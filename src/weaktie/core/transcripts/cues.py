"""WebVTT and SRT: Zoom, Teams, Stream, and captions of every kind.

Own code, as webvtt-py refuses a file without its first line, drops cues with a broken time, and knows no
speakers in front of a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from weaktie.core.transcripts.said import Kind, Piece, Read, limited, plain, seconds
from weaktie.core.transcripts.speakers import Names

_ARROW = "-->"
_HEADER = "WEBVTT"
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?![\w:])")
_ID = re.compile(r"\d{1,9}|[0-9a-fA-F-]{32,40}(?:/[\d-]{1,20})?")
_TEAMS_ID = re.compile(r"[0-9a-fA-F-]{32,40}/\d{1,9}-\d{1,9}")
_STREAM = re.compile(r"NOTE (?:Confidence:|duration:|recognizability:)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,50})?[ \t]{1,2}([^<>\n]{1,200})>")
_ROLLS = re.compile(r"<\d{1,2}:\d{2}:\d{2}\.\d{3}>")
_MARK = re.compile(r"(?:>>{1,2}|[-\u2013\u2014](?![-\u2013\u2014>\d])) ?")


def is_one(lines: Sequence[str]) -> bool:
    """Say whether these lines are cues: the header of WebVTT, or a line with two times."""
    first = next((line for line in lines if line.strip()), "")
    return first.startswith(_HEADER) or any(_is_timing(line) for line in lines)


def read(lines: Sequence[str]) -> Read:
    """Return what the cues hold."""
    spoken = limited(part for at, texts in _cues(lines) for part in _spoken(at, texts))
    names = Names(part.words for part in spoken if not part.voice)
    return Read(_kind(lines, names), list(_pieces(spoken, names)))


def _kind(lines: Sequence[str], names: Names) -> Kind:
    first = next((line for line in lines if line.strip()), "")
    if not first.startswith(_HEADER):
        is_srt = any(_ARROW in line and "," in line.partition(_ARROW)[0] for line in lines)
        return Kind.SRT if is_srt else Kind.WEBVTT
    if any(_TEAMS_ID.fullmatch(line.strip()) for line in lines):
        return Kind.TEAMS
    if any(_STREAM.match(line) for line in lines):
        return Kind.STREAM
    # Zoom numbers its cues; a film with names in front of most words does so seldom.
    is_numbered = any(line.strip() == "1" for line in lines[:10])
    return Kind.ZOOM if is_numbered and names.share >= 0.5 else Kind.WEBVTT


# --- from lines to cues -----------------------------------------------------------------------------------


def _cues(lines: Sequence[str]) -> Iterator[tuple[int | None, list[str]]]:
    """Yield each cue's time and its lines of text. Text without a time is kept: somebody said it."""
    rolls = any(_ROLLS.search(line) for line in lines)
    begun = False
    before = ""
    since: int | None = None
    for is_text, group in groupby(lines, key=lambda line: bool(line.strip())):
        if not is_text:
            continue
        for at, texts in _of_block([line.strip() for line in group], begun):
            begun = True
            # Some leave a line empty between the time and the words.
            at = since if at is None else at
            since = None if texts else at
            # Rolling captions show each line again above the next one.
            kept = [text for text in texts if not (rolls and plain(text).strip() == before)]
            before = plain(texts[-1]).strip() if texts else before
            if kept:
                yield at, kept


def _of_block(block: list[str], begun: bool) -> Iterator[tuple[int | None, list[str]]]:
    """Yield the cues between two blank lines; `begun` is False where only a header can stand."""
    starts = [number for number, line in enumerate(block) if _is_timing(line)]
    is_talk = begun and not _COMMENT.match(block[0]) and not block[0].startswith(_HEADER)
    if not starts:
        if is_talk:
            texts = block[1:] if _ID.fullmatch(block[0]) else block
            yield None, texts
        return
    if is_talk and starts[0] > 1:
        yield None, _without_id(block[: starts[0]])
    for start, end in zip(starts, [*starts[1:], len(block)], strict=True):
        texts = block[start + 1 : end]
        is_last = end == len(block)
        yield _time(block[start]), texts if is_last else _without_id(texts)


def _without_id(texts: list[str]) -> list[str]:
    return texts[:-1] if texts and _ID.fullmatch(texts[-1]) else texts


def _is_timing(line: str) -> bool:
    if _ARROW not in line:
        return False
    before, _, after = line.partition(_ARROW)
    if seconds(before.strip()) is not None:
        return True
    first = after[:200].split(maxsplit=1)
    return ":" in before and bool(first and seconds(first[0]) is not None)


def _time(line: str) -> int | None:
    return seconds(line.partition(_ARROW)[0].strip())


# --- from cues to pieces ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What one voice says in a cue; `mark` is what stands in front where a speaker begins."""

    at: int | None
    voice: str
    mark: str
    words: str


def _spoken(at: int | None, texts: list[str]) -> Iterator[_Spoken]:
    for voice, text in _voices("\n".join(texts)):
        for part in [text] if voice else _parts(text):
            words, mark = _unmarked(plain(part).strip())
            yield _Spoken(at, voice, "" if voice else mark, words)


def _voices(text: str) -> Iterator[tuple[str, str]]:
    """Yield each voice with its text; "" for what stands outside of any."""
    parts = _VOICE.split(text)
    if parts[0].strip():
        yield "", parts[0]
    yield from zip(parts[1::2], parts[2::2], strict=True)


def _parts(text: str) -> Iterator[str]:
    """Yield the lines of a cue that begin with a mark by themselves, others joined to the one before."""
    whole: list[str] = []
    for line in text.split("\n"):
        if whole and _unmarked(plain(line).strip())[1]:
            yield " ".join(whole)
            whole = []
        whole.append(line)
    yield " ".join(whole)


def _unmarked(text: str) -> tuple[str, str]:
    """Split the mark of a new speaker (`>>`, `-`) off a text."""
    found = _MARK.match(text)
    return (text[found.end() :], found[0].strip()) if found else (text, "")


def _pieces(spoken: Sequence[_Spoken], names: Names) -> Iterator[Piece]:
    """Yield what each speaker says. Behind `>> NAME:` that name holds until somebody else begins."""
    held = ""
    for each in spoken:
        name, words = ("", each.words) if each.voice else names.split(each.words, is_marked=bool(each.mark))
        if each.mark or name or each.voice:
            held = name if each.mark.startswith(">>") else ""
        yield Piece(each.voice or name or held, each.at, words, begins=bool(each.mark))
