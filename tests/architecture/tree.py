"""The source as data: every module by its dotted name, so that a rule can be tried on planted source too."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"

Sources = Mapping[str, str]
"""Dotted module name to its text."""

WAYS_IN = ("weaktie.web", "weaktie.cli", "weaktie.worker", "weaktie.project", "weaktie.__main__")


def modules() -> dict[str, str]:
    """Return every module of the program but migrations, a package under its own name."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if "migrations" not in parts:
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = path.read_text(encoding="utf-8")
    return found


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a module, methods and inner ones included."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(text: str) -> Iterator[str]:
    """Yield the dotted name of everything a module imports, wherever the import stands."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def actions(sources: Sources) -> dict[str, ast.FunctionDef]:
    """Return the public functions of every stage's `actions`, by dotted name."""
    found = {}
    for name, text in sources.items():
        parts = name.split(".")
        if parts[:2] == ["weaktie", "campaign"] and "actions" in parts:
            for node in ast.parse(text).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    found[f"{name}.{node.name}"] = node
    return found


def reached(sources: Sources) -> set[str]:
    """Return the dotted names that can be reached, by name, from a way in."""
    refers = _references(sources)
    due = [name for name in refers if name.startswith(WAYS_IN)]
    seen = set(due)
    while due:
        for name in refers.get(due.pop(), ()):
            if name not in seen:
                seen.add(name)
                due.append(name)
    return seen


def _references(sources: Sources) -> dict[str, set[str]]:
    """Return, for every function and class (and for what else a module does), the names it refers to."""
    found: dict[str, set[str]] = {}
    for module, text in sources.items():
        tree = ast.parse(text)
        known = _names(tree, module)
        for node in tree.body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                continue
            is_named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            name = f"{module}.{node.name}" if is_named else module
            found.setdefault(name, set()).update(_used(node, known))
    return found


def _names(tree: ast.Module, module: str) -> dict[str, str]:
    """Return what each name of a module stands for."""
    known = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {a.asname or a.name: a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            known |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            known[node.name] = f"{module}.{node.name}"
    return known


def _used(node: ast.AST, known: Mapping[str, str]) -> set[str]:
    used = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name | ast.Attribute):
            first, _, rest = _dotted(inner).partition(".")
            if first in known:
                used.add(f"{known[first]}.{rest}" if rest else known[first])
    return used


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""
