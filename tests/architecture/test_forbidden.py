"""What no module may contain: ways round escaping, round the query builder, and ways out of the machine."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.tree import ROOT, SOURCE, Sources, imported, modules

UNSAFE_IMPORTS = ("pickle", "cPickle", "marshal", "shelve", "dill")
RUNS_TEXT = frozenset({"eval", "exec", "__import__", "compile"})
ROUND_THE_QUERY = frozenset({"raw", "extra"})

WAYS_OUT = (
    "socket", "socketserver", "ssl", "asyncio", "http", "urllib.request", "urllib.error", "webbrowser",
    "smtplib",
    "ftplib", "imaplib", "poplib", "xmlrpc", "urllib3", "requests", "httpx", "aiohttp", "django.core.mail",
)  # fmt: skip

ALLOWED_OUT = frozenset({("weaktie.web.serve", "http.client"), ("weaktie.web.serve", "webbrowser")})
"""The server asks its own port whether it runs already, and opens the browser. This may only shrink."""

REGISTRY = re.compile(r"pypi\.org|pythonhosted|--(extra-)?index-url|--find-links|https?://\S*/simple\b")
UNESCAPED = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|\{%\s*autoescape\s+off")


def unsafe(sources: Sources) -> set[str]:
    """Return `module: what` for every way round what keeps data safe."""
    return {f"{name}: {what}" for name, text in sources.items() for what in _unsafe(name, text)}


def _unsafe(name: str, text: str) -> Iterator[str]:
    for found in imported(text):
        if found.split(".")[0] in UNSAFE_IMPORTS:
            yield found
        if found.endswith(".mark_safe") and not name.startswith("weaktie.web.templatetags."):
            yield "mark_safe"
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in RUNS_TEXT:
            yield node.func.id
        if isinstance(node.func, ast.Attribute) and node.func.attr in ROUND_THE_QUERY:
            yield f".{node.func.attr}("
        if any(k.arg is None and ast.unparse(k.value).startswith("request.") for k in node.keywords):
            yield "**request."


def ways_out(sources: Sources) -> set[tuple[str, str]]:
    """Return (module, import) for every import that can reach another machine or program."""
    found = set()
    for name, text in sources.items():
        for one in imported(text):
            way = next((way for way in WAYS_OUT if one == way or one.startswith(f"{way}.")), None)
            if way:
                found.add((name, one))
    return found


def unescaped(templates: Mapping[str, str]) -> set[str]:
    return {name for name, text in templates.items() if UNESCAPED.search(text)}


def with_registry(files: Mapping[str, str]) -> set[str]:
    return {name for name, text in files.items() if REGISTRY.search(text)}


def _texts(*paths: Path) -> dict[str, str]:
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}


def test_nothing_goes_round_what_keeps_data_safe():
    assert unsafe(modules()) == set()


def test_every_template_escapes_what_it_shows():
    templates = _texts(*SOURCE.rglob("*.html"))

    assert len(templates) > 10
    assert unescaped(templates) == set()


def test_only_the_server_reaches_out_of_the_process():
    assert ways_out(modules()) == ALLOWED_OUT


def test_no_package_registry_is_named():
    written = _texts(*(ROOT / "requirements").iterdir(), *(ROOT / "docs").glob("*.md"), ROOT / "README.md")

    assert len(written) > 10
    assert with_registry(written) == set()


def test_catches_what_is_planted():
    planted = {
        "weaktie.core.a": "import pickle\neval('1')",
        "weaktie.web.b": "from django.utils.safestring import mark_safe\n"
        "Person.objects.raw('')\nf(**request.POST)",
        "weaktie.web.templatetags.c": "from django.utils.safestring import mark_safe",
        "weaktie.core.d": "def f():\n    from urllib.request import urlopen\n",
        "weaktie.core.e": "from urllib.parse import quote",
    }

    assert unsafe(planted) == {
        "weaktie.core.a: pickle", "weaktie.core.a: eval",
        "weaktie.web.b: mark_safe", "weaktie.web.b: .raw(", "weaktie.web.b: **request.",
    }  # fmt: skip
    assert ways_out(planted) == {("weaktie.core.d", "urllib.request.urlopen")}
    assert unescaped({"a": "{{ name|safe }}", "b": "{% autoescape off %}", "c": "safe"}) == {"a", "b"}
    assert with_registry({"a": "--index-url https://mirror.example/simple", "b": "PyPI"}) == {"a"}
