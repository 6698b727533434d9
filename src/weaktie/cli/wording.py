"""weaktie check."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import click

from weaktie.cli import telling
from weaktie.core import wording
from weaktie.core.wording import Context, Finding, Kind, Note, Verdict

SAYS = {"good": "Good to send.", "revise": "Revise this.", "cannot_tell": "Cannot tell yet."}
MARKS = {"error": "✗", "unknown": "?", "advice": "·"}
LISTS = ("public", "applications", "earlier")
KEYS = (*LISTS, "notes", "remarks")


@telling.command("check")
@click.argument("kind", type=click.Choice(wording.KINDS))
@click.option(
    "--context",
    "context_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=False),
    metavar="FILE",
    help="What is stored, as JSON: public, notes, applications, earlier, remarks.",
)
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True), default="-"
)
def check_command(kind: str, context_file: Path | None, file: Path, as_json: bool) -> None:
    """Check a question, a message, a thank-you or a spoken opening before it goes out.

    Reads FILE, or what is typed or piped in; a FILE ending in .json is a list of texts. Ends with 0 if
    all are good.

    \b
    Example: weaktie check outreach --context northwind.json message.txt
    """
    context = _context(context_file)
    texts, is_list = _texts(file)
    verdicts = [wording.check(cast(Kind, kind), text, context) for text in texts]
    if as_json:
        answers = [_answer(verdict) for verdict in verdicts]
        telling.tell_json({"results": answers} if is_list else answers[0])
    else:
        click.echo("\n\n".join(_shown(text, verdict) for text, verdict in zip(texts, verdicts, strict=True)))
    if any(verdict.verdict != "good" for verdict in verdicts):
        sys.exit(1)


def _texts(file: Path) -> tuple[list[str], bool]:
    """Read the text, or the list of texts of a .json file."""
    if str(file) == "-":
        return [sys.stdin.buffer.read().decode("utf-8", "replace")], False
    if file.suffix.lower() != ".json":
        return [_read(file)], False
    texts = _json(file)
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise click.UsageError(f'{file} is not a list of texts: ["...", "..."].')
    return texts, True


def _context(file: Path | None) -> Context:
    """Read what is stored. Raise UsageError with what is wrong."""
    if file is None:
        return Context()
    given = _json(file)
    if not isinstance(given, dict):
        raise click.UsageError(f"{file} is not an object with any of: {', '.join(KEYS)}.")
    if strange := sorted(set(given) - set(KEYS)):
        raise click.UsageError(f"{file} has {', '.join(strange)}; a context has only: {', '.join(KEYS)}.")
    for key in LISTS:
        if not _is_texts(given.get(key)):
            raise click.UsageError(f"{key} in {file} is not a list of texts.")
    remarks = given.get("remarks")
    if remarks is not None and not isinstance(remarks, str):
        raise click.UsageError(f"remarks in {file} is not a text.")
    return Context(
        given.get("public"),
        _notes(given.get("notes"), file),
        given.get("applications"),
        given.get("earlier"),
        remarks,
    )


def _is_texts(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def _notes(value: object, file: Path) -> list[Note] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise click.UsageError(f"notes in {file} is not a list.")
    return [_note(one, file) for one in value]


def _note(one: object, file: Path) -> Note:
    if (
        not isinstance(one, dict)
        or not isinstance(one.get("text"), str)
        or not isinstance(one.get("off_record", False), bool)
    ):
        raise click.UsageError(f'A note in {file} is not {{"text": "...", "off_record": true or false}}.')
    return Note(one["text"], one.get("off_record", False))


def _json(file: Path) -> object:
    try:
        return json.loads(_read(file))
    except (json.JSONDecodeError, RecursionError) as wrong:
        raise click.UsageError(f"{file} is not JSON: {wrong}.") from wrong


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise click.UsageError(f"{file} is not UTF-8 text.") from wrong
    except OSError as wrong:
        raise click.UsageError(f"{file} cannot be read: {wrong.strerror}.") from wrong


def _answer(verdict: Verdict) -> dict[str, object]:
    return {
        "verdict": verdict.verdict,
        "findings": [_plain(finding) for finding in verdict.findings],
        "words": verdict.words,
    }


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code.value,
        "severity": finding.severity,
        "start": finding.start,
        "end": finding.end,
        "message": finding.message,
        "mend": finding.mend,
    }


def _shown(text: str, verdict: Verdict) -> str:
    """Return the verdict for people: each finding with its line of the text, the place underlined."""
    words = "1 word" if verdict.words == 1 else f"{verdict.words} words"
    return "\n\n".join(
        [f"{SAYS[verdict.verdict]} ({words})", *(_told(text, finding) for finding in verdict.findings)]
    )


def _told(text: str, finding: Finding) -> str:
    lines = [f"{MARKS[finding.severity]} {finding.code.value}: {finding.message}", *_place(text, finding)]
    return "\n".join([*lines, f"  {finding.mend}"] if finding.mend else lines)


def _place(text: str, finding: Finding) -> Sequence[str]:
    if finding.start is None or finding.end is None:
        return ()
    begin = text.rfind("\n", 0, finding.start) + 1
    begin = max(begin, finding.start - 40)
    stop = text.find("\n", finding.start)
    stop = min(stop if stop >= 0 else len(text), max(finding.end, finding.start) + 40)
    end = min(finding.end, stop)
    return (
        f"    {text[begin:stop]}".rstrip(),
        f"    {' ' * (finding.start - begin)}{'~' * max(1, end - finding.start)}",
    )
