"""A transcript is read in a child behind the wall, and comes back as the core reads it."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime

import pytest
from tests.core.transcripts import forms

from weaktie.adapters.parsing import read_transcript
from weaktie.core.refusal import Refused
from weaktie.core.transcripts import MOST_BYTES, transcript


@pytest.mark.parametrize("name", forms.ALL)
def test_every_form_comes_back_as_the_core_reads_it(name):
    content = forms.ALL[name].encode()

    assert read_transcript(content) == transcript(content)


def test_a_file_is_read_from_its_path_and_its_name_tells_the_start(tmp_path):
    path = tmp_path / "GMT20260304-140100_Recording.transcript.vtt"
    path.write_text(forms.ZOOM)

    assert read_transcript(path).started_at == datetime(2026, 3, 4, 14, 1, tzinfo=UTC)
    assert read_transcript(path) == read_transcript(path.read_bytes(), name=path.name)


def test_a_long_transcript_comes_back_whole():
    cues = "".join(
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.000 --> 9:00:00.000\nAda {n % 2}: \U0001f642 {n}\n\n"
        for n in range(20_000)
    )

    found = read_transcript(f"WEBVTT\n\n{cues}".encode())

    assert [line.at_seconds for line in found.lines] == list(range(20_000))
    assert found.lines[-1].text == "\U0001f642 19999"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "This file is empty"),
        (b"Dear Ada", "Nothing in this file looks like a transcript"),
        (b"PK\x03\x04\x14\x00", "save it as plain text"),
        (b"x" * (MOST_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_what_is_none_is_refused_with_the_cores_sentence(content, part):
    with pytest.raises(Refused, match=part):
        read_transcript(content)


def test_no_file_and_no_pipe_is_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    for path in (tmp_path / "none", tmp_path, tmp_path / "pipe"):
        with pytest.raises(Refused, match="There is no such file"):
            read_transcript(path)


def test_several_are_read_at_once():
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append(read_transcript(forms.TEAMS.encode()))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [transcript(forms.TEAMS.encode())] * 4
