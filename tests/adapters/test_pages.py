"""Public pages are read in the child that can do nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from tests.core.readers.test_pages import LINES, pdf

from weaktie.adapters.parsing import pages
from weaktie.core.readers import Hints
from weaktie.core.rows import Problem

pytestmark = pytest.mark.slow
HINTS = Hints(date(2026, 11, 23))


def read(folder, content: bytes):
    path = folder / "page"
    path.write_bytes(content)
    return pages.read_page(path, hints=HINTS)


def test_a_page_and_a_pdf_are_read_behind_the_wall(tmp_path):
    page = read(tmp_path, b"<html><title>About</title><p>We forecast demand.</p><p>In Lisbon.</p></html>")
    printed = read(tmp_path, pdf(LINES))

    assert (page.title, page.text, page.note) == ("About", "We forecast demand.\nIn Lisbon.", "")
    assert printed.text == "The desk moved in 2024 because of evenings."


def test_an_archive_or_a_broken_file_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(Problem, match="neither a page nor a PDF"):
        read(tmp_path, b"PK\x03\x04" + bytes(100))
    with pytest.raises(Problem, match="damaged"):
        read(tmp_path, pdf(LINES)[:200])


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "page"
    with path.open("wb") as out:
        out.truncate(20_000_001)

    with pytest.raises(Problem, match="larger than 20 MB"):
        pages.read_page(path, hints=HINTS)
