"""Public pages: HTML, PDF and plain text become paragraphs, or a sentence says what to bring instead."""

from __future__ import annotations

import io
import zlib
from datetime import date

import pypdf
import pytest

from weaktie.core.readers import Hints, pages
from weaktie.core.rows import Passage, Problem, Skip

HINTS = Hints(date(2026, 11, 23))
LINES = (
    b"BT /F1 12 Tf 72 720 Td (The desk moved in) Tj 0 -14 Td (2024 because of eve-) Tj 0 -14 Td "
    b"(nings.) Tj ET"
)


def read(content: bytes) -> list[Passage | Skip]:
    source = pages.recognise(content[:65536], name="page")
    return list(pages.read(source, io.BytesIO(content), HINTS))


def texts(content: bytes) -> list[str]:
    return [one.text for one in read(content) if isinstance(one, Passage) and one.where != "title"]


def pdf(stream: bytes, more: bytes = b"") -> bytes:
    """Return a PDF of one page with this content stream."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d %s>>\nstream\n" % (len(stream), more) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def test_a_web_page_gives_its_title_and_its_words_without_what_stands_round_them():
    html = (
        b"<!doctype html><html><head><title>About  us</title><style>p{}</style></head><body><nav>Home</nav>"
        b"<main><h1>Harrow Grid</h1><p>We forecast <b>demand</b>\nby four models.</p>"
        b"<ul><li>One</li><li>Two</li></ul>"
        b"<script>alert(1)</script></main><footer>(c)</footer></body></html>"
    )

    assert read(html)[0] == Passage("title", "About us")
    assert texts(html) == ["Harrow Grid", "We forecast demand by four models.", "One", "Two"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<p>Łucja plant Netze</p>".encode(), "Łucja plant Netze"),
        ('<meta charset="iso-8859-2"><p>Łucja</p>'.encode("iso-8859-2"), "Łucja"),
        ("<p>Grüße</p>".encode("cp1252"), "Grüße"),
        ("Grüße".encode("utf-16"), "Grüße"),
        ('<meta charset="nonsense"><p>Grüße</p>'.encode(), "Grüße"),
    ],
)
def test_pages_are_read_in_the_encoding_they_name(content, said):
    assert texts(content) == [said]


def test_the_lines_of_a_printed_page_are_put_together():
    assert read(pdf(LINES)) == [Passage("page 1", "The desk moved in 2024 because of evenings.")]


def test_plain_text_keeps_its_paragraphs():
    assert texts(b"One line\r\n\r\n  and   another\x07\n") == ["One line", "and another"]


def test_a_long_page_is_cut_with_a_word_about_it():
    rows = read(b"word " * 60_000)

    assert isinstance(rows[-1], Skip)
    assert "200,000" in rows[-1].reason
    assert sum(len(one.text) for one in rows if isinstance(one, Passage)) <= 200_000 + pages.LONGEST


def locked() -> bytes:
    out = io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(LINES)))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"PK\x03\x04rest", "neither a page nor a PDF"),
        (b"\x89PNG\r\n", "neither a page nor a PDF"),
        (b"a\x00b", "not text"),
        (b"<html><body><img src=x></body></html>", "no words"),
        (pdf(b"BT ET"), "no words"),
        (pdf(LINES)[:200], "damaged"),
        (pdf(zlib.compress(b"(aaaa) Tj " * 9_000_000, 9), b"/Filter /FlateDecode "), "damaged"),
        (locked(), "locked"),
    ],
)
def test_what_gives_no_words_is_refused_with_what_to_bring_instead(content, sentence):
    with pytest.raises(Problem, match=sentence):
        read(content)
