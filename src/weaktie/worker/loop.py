"""The list of chores, run one after the other until told to stop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event

from django.db import connection

from weaktie.adapters import database
from weaktie.campaign.conversations.actions import live, transcribing
from weaktie.campaign.network.actions import arriving

logger = logging.getLogger("weaktie.worker")

EVERY = 0.5
"""Seconds between two looks at the tables when nothing is due."""

REST = 300
"""Looks between two checkpoints of the database's log."""

Chore = Callable[..., object]

CHORES: tuple[Chore, ...] = (
    arriving.plan_next, arriving.apply_next, live.stop_next, transcribing.drop_next,
)  # fmt: skip
"""Each claims one row that is due, does it once, and returns it, or None when nothing is due."""


def run(stop: Event) -> None:
    """Do what is due until told to stop; a chore that breaks is logged and does not stop the others."""
    arriving.pick_up_again(now=datetime.now(UTC))
    looks = 0
    while not stop.is_set():
        done = [_do(chore) for chore in CHORES]
        if not any(done):
            stop.wait(EVERY)
        looks += 1
        if looks % REST == 0:
            database.checkpoint()
    connection.close()


def _do(chore: Chore) -> bool:
    try:
        return chore(now=datetime.now(UTC)) is not None
    except Exception:
        logger.exception("A chore broke: %s", chore.__name__)
        _give_up()
        return False


def _give_up() -> None:
    try:
        arriving.give_up(now=datetime.now(UTC))
    except Exception:
        logger.exception("What broke could not be taken out; it is tried again when weaktie starts.")
