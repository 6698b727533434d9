"""Messages for the next page, kept in this process: they may name people, and cookies ignore ports."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.conf import settings
from django.contrib.messages.storage.base import BaseStorage, Message
from django.core.cache import cache
from django.http import HttpResponseBase

COOKIE = f"weaktie_told_{settings.COOKIE_SUFFIX}"
KEPT_SECONDS = 600
MOST = 20


class KeptMessages(BaseStorage):
    """Holds what was told under a random key; only the key travels."""

    def _get(self, *args: object, **kwargs: object) -> tuple[list[Message], bool]:
        key = self.request.COOKIES.get(COOKIE, "")
        found: list[Message] = cache.get(f"told:{key}", []) if key else []
        return found, True

    def _store(
        self, messages: Iterable[Message], response: HttpResponseBase, *args: object, **kwargs: object
    ) -> list[Message]:
        key = self.request.COOKIES.get(COOKIE, "") or secrets.token_urlsafe(16)
        kept = list(messages)
        if kept:
            cache.set(f"told:{key}", kept[-MOST:], KEPT_SECONDS)
            response.set_cookie(COOKIE, key, max_age=KEPT_SECONDS, httponly=True, samesite="Strict")
        elif COOKIE in self.request.COOKIES:
            cache.delete(f"told:{key}")
            response.delete_cookie(COOKIE, samesite="Strict")
        return kept[:-MOST]
