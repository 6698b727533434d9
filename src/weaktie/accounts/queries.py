"""Answers that hold as long as a seeker's book is unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

from weaktie.accounts.models import User

T = TypeVar("T")

KEPT_SECONDS = 24 * 3600
"""An answer is forgotten after a day even if nothing changed."""


def while_unchanged(question: str, work_out: Callable[[], T], *, by: User) -> T:
    """Return the answer kept for this question since the book last changed, or work it out and keep it.

    The question has to name everything else that the answer depends on. What is None is never kept.
    """
    revision = User.objects.values_list("revision", flat=True).get(pk=by.pk)
    place = hashlib.sha256(f"{by.pk}:{revision}:{question}".encode()).hexdigest()
    kept: T | None = cache.get(place)
    if kept is None:
        kept = work_out()
        cache.set(place, kept, KEPT_SECONDS)
    return kept
