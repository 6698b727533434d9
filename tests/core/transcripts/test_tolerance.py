"""Broken files are read as far as they go, and refused in a sentence where nothing is left; in bounds."""

from __future__ import annotations

import contextlib
import time

import pytest
from tests.core.transcripts import forms

from weaktie.core.refusal import Refused
from weaktie.core.transcripts import Kind, transcript
from weaktie.core.transcripts.speakers import cleaned

CUE = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n"


def words(content: bytes | str) -> str:
    found = transcript(content.encode() if isinstance(content, str) else content)
    return " ".join(line.text for line in found.lines)


@pytest.mark.parametrize(
    "code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_any_encoding_is_read(code):
    text = CUE + "Müller: Köln, ça va?\n"

    assert words(text.encode(code)).endswith("Köln, ça va?")


def test_a_file_glued_from_two_encodings_is_read_line_by_line():
    assert words(CUE.encode() + "Köln ".encode() + b"\n" + "Zürich\n".encode("latin-1")) == "Köln Zürich"


@pytest.mark.parametrize(
    "text",
    [
        CUE.replace("01.000 -->", "1d.00 -->") + "Words.",
        CUE.replace("03.000", "1d") + "Words.",
        CUE.removeprefix("WEBVTT\n\n") + "Words.",
        CUE.replace("\n\n", "\n") + "Words.",
        CUE.replace("WEBVTT", "WEBVTT - A title\nKind: captions") + "\x00Wo\u200brds.",
        CUE + "<v Ada><c.loud>Words.",
        "WEBVTT\n\nNOTE\nnot\nthis\n\nSTYLE\n::cue { color: red }\n\n" + CUE[8:] + "Words.",
        CUE.replace("\n", "\r") + "Words.",
    ],
)
def test_broken_cues_keep_their_words(text):
    assert words(text) == "Words."


def test_a_cue_without_a_time_keeps_its_words():
    assert words(CUE + "One.\n\nTwo.\n\n3\nThree.") == "One. Two. Three."


def test_numbers_between_cues_are_no_words_though_blank_lines_are_missing():
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:02,000 --> 00:00:03,000\nTwo."

    assert words(text) == "One. Two."


@pytest.mark.parametrize(
    ("content", "code", "part"),
    [
        (b"", "no_words", "This file is empty"),
        (b" \r\n\xef\xbb\xbf\n", "no_words", "This file is empty"),
        (b"WEBVTT", "no_words", "Nothing is said"),
        (CUE.encode() + b"---\n", "no_words", "Nothing is said"),
        (b"some text\n00:00:00,500 --> 00:00:07,000", "no_words", "Nothing is said"),
        (b"Dear Ada, thank you: it was good.", "not_a_transcript", "Nothing in this file looks like"),
        (b"First Name,Last Name\nAda,Quill\n", "not_a_transcript", "Nothing in this file looks like"),
        (b"PK\x03\x04\x14", "not_a_transcript", "save it as plain text"),
        (b"\x00\x00\x00\x20ftypM4A ", "not_a_transcript", "This is a recording"),
        (b'timestamp,speaker,words\n0:01,A,"' + b"x" * 200_000, "not_a_transcript", "does not end"),
    ],
)
def test_what_is_none_is_refused_in_a_sentence(content, code, part):
    with pytest.raises(Refused, match=part) as refused:
        transcript(content)

    assert refused.value.code == code


@pytest.mark.parametrize(
    "content",
    [
        CUE.encode() + b"a" * 50_000_000,
        b"0:0 --> 0:1\na\n\n" * 1_000_000,
        b"\n" * 4_000_000,
        CUE.encode() + b"\na" * 400_000,
    ],
    ids=["one line of 50 MB", "a million cues", "four million lines", "a cue of 400,000 lines"],
)
def test_more_than_a_conversation_is_refused_at_once(content):
    since = time.monotonic()

    with pytest.raises(Refused, match="cut out the part with your conversation"):
        transcript(content)

    assert time.monotonic() - since < 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", [b"a", b"<v A>", b"<", b"&", b"a: ", b"[ ", b"  0:00", b"A  0:00  b. ", b"\xff", b"-->", b"\t"]
)
@pytest.mark.parametrize(
    "start", [b"", CUE.encode(), b"A B  0:00  \nx\nA B  0:01\n"], ids=["", "cue", "heading"]
)
def test_the_largest_file_of_one_line_is_read_or_refused_in_time(unit, start):
    since = time.process_time()

    with contextlib.suppress(Refused):
        transcript(start + unit * (4_000_000 // len(unit)))

    assert time.process_time() - since < 10


def test_a_long_speech_is_cut_between_words():
    lines = transcript((CUE + "word " * 1000).encode()).lines

    assert [len(line.text) for line in lines] == [1999, 1999, 999]
    assert " ".join(line.text for line in lines) == ("word " * 1000).strip()


def test_pieces_of_a_speaker_are_joined_to_about_four_hundred_characters():
    cues = "".join(f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\nAda Quill: {'x' * 99}\n\n" for n in range(10))

    lines = transcript(f"WEBVTT\n\n{cues}".encode()).lines

    assert [len(line.text) for line in lines] == [399, 399, 199]
    assert [line.at_seconds for line in lines] == [0, 4, 8]


def test_a_colon_in_the_words_is_no_speaker():
    text = CUE + "So: here we are.\n\n00:00:04.000 --> 00:00:05.000\nhttps://x.example: look\n\n"
    text += "00:00:06.000 --> 00:00:07.000\nit is 10:30 now"

    assert {line.speaker for line in transcript(text.encode()).lines} == {""}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Quill, Ada (Northwind)", "Ada Quill"),
        ("Quill, Ada [C] (External)", "Ada Quill"),
        ("Sam Smith (she/her)", "Sam Smith"),
        ("Ada Quill, PhD", "Ada Quill, PhD"),
        ("<b>Ada</b> O&#39;Hara:", "Ada O'Hara"),
        ("  Ada\u200b  Quill ", "Ada Quill"),
        ("(Guest)", "(Guest)"),
        ("Unknown Speaker", ""),
        ("Speaker 2", "Speaker 2"),
        ("", ""),
    ],
)
def test_speakers_are_named_as_one_says_it(written, name):
    assert cleaned(written) == name


@pytest.mark.parametrize("form", forms.ALL.values(), ids=forms.ALL)
def test_every_beginning_of_every_form_is_read_or_refused(form):
    content = form.encode()

    for end in range(len(content)):
        try:
            found = transcript(content[:end])
        except Refused:
            continue
        assert found.lines and found.kind in Kind
