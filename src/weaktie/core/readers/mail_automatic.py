"""Tell the letters that make no tie between people, and why.

Headers say most of it (RFC 2369 and 2919 for lists, RFC 3834 for automatic mail); what they leave out is
told from the sender. In doubt a letter is taken for a person's: a robot among the people shows itself by
never being answered, a person taken for a robot would be lost.
"""

from __future__ import annotations

import re
from enum import StrEnum

MOST_RECEIVERS = 50
"""A letter to more people than this is mass mail, whoever wrote it."""


class Cause(StrEnum):
    """Why a letter makes no tie; the words follow a number."""

    LIST = "from newsletters and lists"
    AUTOMATIC = "sent by programs"
    SET_ASIDE = "in spam, trash, drafts or chats"
    DELETED = "deleted in the mail program"
    MASS = f"to more than {MOST_RECEIVERS} people"
    ALONE = "that name no receiver"
    TWICE = "that were in the file already"
    UNREADABLE = "more that could not be read"


def cause_in_headers(headers: dict[bytes, bytes]) -> Cause | None:
    """Return why these headers rule out a tie, or None."""
    if b"list-id" in headers or b"list-unsubscribe" in headers or b"list-post" in headers:
        return Cause.LIST
    if b"precedence" in headers and _BULK.match(headers[b"precedence"]):
        return Cause.LIST
    if b"auto-submitted" in headers and not _BY_HAND.match(headers[b"auto-submitted"]):
        return Cause.AUTOMATIC
    if b"x-mozilla-status" in headers and _is_expunged(headers[b"x-mozilla-status"]):
        return Cause.DELETED
    return None


def is_set_aside(labels: str) -> bool:
    """Tell whether Gmail's labels, separated by commas, put a letter among spam, trash, drafts or chats."""
    return any(_ASIDE.fullmatch(label.strip(' "')) for label in labels.lower().split(","))


def is_robot(name: str, email: str) -> bool:
    """Tell whether a program stands behind this name and address."""
    local, _, domain = email.partition("@")
    if _NEVER_A_PERSON.search(local) or domain.endswith(_ROBOT_DOMAINS):
        return True
    if not _ROBOT_HOSTS.isdisjoint(domain.split(".")[:-2]):
        return True
    # Somebody may be called Alert.
    return local in _ROBOTS_UNLESS_SURNAMES and name.lower().rpartition(" ")[2] != local


def is_list_sender(email: str) -> bool:
    """Tell whether an address in a Sender header is that of a list's program."""
    return _LIST_SENDER.match(email) is not None


_BULK = re.compile(rb"(?:bulk|list|junk|auto[_-]?reply)\b", re.IGNORECASE)
_BY_HAND = re.compile(rb"no\b", re.IGNORECASE)

_EXPUNGED = 0x0008  # Thunderbird's flag for a letter that is deleted and still in the file


def _is_expunged(status: bytes) -> bool:
    try:
        return bool(int(status[:8], 16) & _EXPUNGED)
    except ValueError:
        return False


# Takeout writes labels in the language of the account.
_ASIDE = re.compile(
    r"spam|trash|bin|drafts?|chats?"
    r"|papierkorb|entwürfe?|entwurf"
    r"|corbeille|brouillons?"
    r"|papelera|borrador(?:es)?"
    r"|cestino|bozz[ae]"
    r"|lixeira|lixo|rascunhos?"
    r"|prullenbak|concepten"
    r"|kosz|wersje robocze|czat"
    r"|спам|корзина|черновики|чат"
    r"|迷惑メール|ゴミ箱|下書き|チャット"
)

# Programs that write in their own name. Singular words that are also surnames stand apart below.
_NEVER_A_PERSON = re.compile(
    r"noreply|donotreply|(?<![a-z])(?:no[-_.]reply|do[-_.]not[-_.]reply|do?nt[-_.]?reply|mailer[-_.]?daemon"
    r"|ne[-_.]?pas[-_.]?repondre|nicht[-_.]?antworten|no[-_.]?respond(?:a|er)|non[-_.]?rispondere)"
    r"|(?<![a-z])(?:notifications?|notify|notifier|alerts|bounces|newsletters?|unsubscribe"
    r"|auto-?(?:reply|confirm|responder)|postmaster)(?![a-z])"
    r"|^bounce[-+=]|^reply\+"
)
_ROBOTS_UNLESS_SURNAMES = frozenset(
    {"alert", "bounce", "daemon", "cron", "listserv", "majordomo", "mailman", "nobody"}
)
_ROBOT_HOSTS = frozenset({"noreply", "no-reply", "bounce", "bounces", "notification", "notifications"})
_ROBOT_DOMAINS = ("calendar.google.com", "reply.github.com", "facebookmail.com")

_LIST_SENDER = re.compile(r"owner-|[^@]*-(?:owner|bounces|request)(?:\+[^@]*)?@")
