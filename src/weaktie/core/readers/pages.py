"""Public pages that somebody stores: HTML, PDF or plain text in, paragraphs out.

Not among the families: an import of contacts takes no pages. The libraries are imported where they are used,
so that the parent, which only recognises files, does without them; the child loads them ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from weaktie.core.readers import Hints, Source
from weaktie.core.rows import Passage, Problem, Row, Skip

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

LARGEST = 20_000_000
"""Bytes of a page."""

MOST_CHARACTERS = 200_000
"""Characters that are kept of a page: some forty printed pages."""

MOST_PAGES = 300
"""Pages of a PDF that are looked at."""

LONGEST = 8_000
"""Characters of a paragraph; a longer one is parted."""

BRING = "Bring a saved web page (HTML), a PDF, or plain text; or paste the words."
NO_TEXT = "There are no words in this file, perhaps only pictures of them. Paste what it says instead."
LOCKED = "This PDF is locked by a password. Save it without one, or paste its words."
TOO_LARGE = f"This file is larger than {LARGEST // 1_000_000} MB. Paste the part that matters."
BROKEN = "This PDF is damaged. Paste its words instead."

TITLE = "title"
"""Where the title of a page stands."""

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|article|main|div|p)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_FOREIGN = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"SQLite")

_LEFT_OUT = (
    "script, style, noscript, template, svg, iframe, object, nav, footer, form, button, select, dialog"
)
_BLOCKS = (
    "address, article, aside, blockquote, br, dd, details, div, dl, dt, figcaption, figure, h1, h2, h3, h4, "
    "h5, h6, header, hr, li, main, ol, p, pre, section, summary, table, td, th, tr, ul"
)
_BREAK = "\N{PARAGRAPH SEPARATOR}"
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_SPACE = re.compile(r"[^\S\N{PARAGRAPH SEPARATOR}]+")


def recognise(head: bytes, *, name: str) -> Source:
    """Tell what a page is by its first bytes; raise Problem for what is none."""
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Problem(f"This file is empty. {BRING}")
    if head.lstrip()[:5] == b"%PDF-" or b"%PDF-" in head[:1024]:
        return Source("page_pdf", "PDF", "pages")
    if head.startswith(_FOREIGN):
        raise Problem(f"This is neither a page nor a PDF. {BRING}")
    if _HTML.search(head[:4096]):
        return Source("page_html", "Web page", "pages")
    if b"\x00" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise Problem(f"This is not text. {BRING}")
    return Source("page_text", "Text", "pages")


def read(source: Source, stream: BinaryIO, hints: Hints) -> Iterator[Row]:
    """Yield the title, if there is one, and the paragraphs; raise Problem where there are no words."""
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Problem(TOO_LARGE)
    passages = {"page_pdf": _pdf, "page_html": _html}.get(source.kind, _text)(content)
    left = MOST_CHARACTERS
    for one in passages:
        if left <= 0:
            yield Skip(one.where, f"Only the first {MOST_CHARACTERS:,} characters are kept.")
            break
        if one.where != TITLE:
            left -= len(one.text)
        yield one
    if left == MOST_CHARACTERS:
        raise Problem(NO_TEXT)


def _text(content: bytes) -> Iterator[Passage]:
    yield from _paragraphs("", _decoded(content).splitlines())


def _html(content: bytes) -> Iterator[Passage]:
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(_decoded(content))
    title = page.css_first("title")
    if title is not None and (said := _line(title.text())):
        yield Passage(TITLE, said[:LONGEST])
    yield from _paragraphs("", _body(page).split(_BREAK))


def _body(page: LexborHTMLParser) -> str:
    """Return the words of a page with a mark wherever a paragraph, a line or a cell ends."""
    for node in page.css(_LEFT_OUT):
        node.decompose()
    root = page.css_first("main") or page.css_first("article") or page.body
    if root is None:
        return ""
    for node in root.css(_BLOCKS):
        node.insert_before(_BREAK)
        node.insert_after(_BREAK)
    return str(root.text(deep=True, separator=""))


def _pdf(content: bytes) -> Iterator[Passage]:
    import io
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    # A child has nobody who listens to warnings while it reads; a full pipe would stop it.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        file = PdfReader(io.BytesIO(content))
        if file.is_encrypted and not file.decrypt(""):
            raise Problem(LOCKED)
        title = _line(file.metadata.title or "") if file.metadata else ""
        if title:
            yield Passage(TITLE, title[:LONGEST])
        for number, page in enumerate(file.pages[:MOST_PAGES], 1):
            yield from _paragraphs(f"page {number}", _joined(page.extract_text().splitlines()))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise Problem(BROKEN) from error


def plain(text: str) -> str:
    """Return pasted words as a page's are kept: paragraphs as lines, single spaces, no invisible signs."""
    lines = (_line(line) for line in text[: 2 * MOST_CHARACTERS].splitlines())
    return "\n".join(line for line in lines if line)[:MOST_CHARACTERS]


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Put the lines of a printed page together to paragraphs: a line that goes on is no paragraph's end."""
    held = ""
    for raw in lines:
        line = _line(raw)
        if held.endswith("-") and line[:1].islower():
            held = held[:-1] + line
        elif held and line and not held.endswith((".", "!", "?", ":")):
            held = f"{held} {line}"
        else:
            yield held
            held = line
    yield held


def _paragraphs(where: str, raw: Iterable[str]) -> Iterator[Passage]:
    for one in raw:
        line = _line(one)
        for start in range(0, len(line), LONGEST):
            yield Passage(where, line[start : start + LONGEST])


def _line(text: str) -> str:
    return _SPACE.sub(" ", _UNFIT.sub("", text)).strip()


def _decoded(content: bytes) -> str:
    """Return the text in the encoding that the page names, else UTF-8, else what browsers take for it."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    named = _CHARSET.search(content[:4096])
    for encoding in (named[1].decode("ascii") if named else "utf-8", "utf-8"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")
