"""Looking around as a seeker who does not exist: her files come in by the way that real files come."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings

from weaktie.accounts.models import User
from weaktie.adapters import home
from weaktie.campaign.intake.models import Import, Record
from weaktie.campaign.keeping.actions import demo_life
from weaktie.campaign.keeping.actions.deleting import delete_everything
from weaktie.campaign.network.actions import bring, me
from weaktie.campaign.targets import actions as targets
from weaktie.campaign.targets.models import Target
from weaktie.campaign.timeline.models import Step
from weaktie.core.fiction import Fiction, Seeker, fiction
from weaktie.core.refusal import Refused

AT = time(17, 10)
"""When in the day she notes what she has asked."""

MOST_NAMED = 5
"""So many things that would go with her are named."""

AIMED = timedelta(days=40)
"""How long ago she noted her targets."""


class NotEmpty(Refused):
    """The seeker's own people are here."""

    code = "not_empty"


class NotAllHers(Refused):
    """Something was done since the fictional seeker came."""

    code = "not_all_hers"


class NoDemo(Refused):
    """There is no fictional seeker to take away."""

    code = "no_demo"


def begin(*, by: User, now: datetime) -> bring.Brought:
    """Fill an empty book with the fictional seeker's people, targets, and all that she has done."""
    _refuse_a_book_in_use(by)
    today = now.astimezone(by.timezone()).date()
    story = fiction(today=today)
    # Said first, so that whatever is cut short can be left and taken away whole.
    by.is_demo = True
    by.welcomed_at = now
    by.save(update_fields=["is_demo", "welcomed_at"])
    try:
        return _tell(story, by=by, today=today, now=now)
    except BaseException:
        end(by=by, now=now, surely=True)
        raise


def end(*, by: User, now: datetime, surely: bool = False) -> None:
    """Take the fictional seeker away with all that was done as her; this cannot be undone.

    Unless `surely`, refuse where something was done since she came, which may not be for losing.
    """
    if not by.is_demo:
        raise NoDemo("The fictional seeker is not here; whatever is here is your own.")
    if not surely and (done := done_since(by=by)):
        things = "One thing was" if len(done) == 1 else f"{len(done)} things were"
        named = "; ".join(done[:MOST_NAMED]) + ("; and more" if len(done) > MOST_NAMED else "")
        raise NotAllHers(
            f"{things} done here since she came, and would go with her: {named}."
            " If none of it is to stay: weaktie demo --end --yes."
        )
    delete_everything(by=by)


def make_way(batch: Import, *, by: User) -> None:
    """Take the fictional seeker away for an import of one's own, which waits and is stored afterwards."""
    if by.is_demo:
        delete_everything(by=by, but=batch)


def done_since(*, by: User) -> list[str]:
    """Return in words what was done since the fictional seeker came, the latest first."""
    since = by.welcomed_at or datetime.min.replace(tzinfo=UTC)
    later = Step.objects.visible_to(by).standing().filter(at__gt=since)
    return list(later.order_by("-pk").values_list("words", flat=True))


def _refuse_a_book_in_use(by: User) -> None:
    if by.is_demo:
        raise NotEmpty("The fictional seeker is here already.", code="already_here")
    kept = (Record.objects.visible_to(by), Target.objects.visible_to(by), Import.objects.visible_to(by))
    if any(rows.exists() for rows in kept):
        raise NotEmpty(
            "Your own people are here; look around with a data folder of its own: weaktie --home DIR demo."
        )


def _tell(story: Fiction, *, by: User, today: date, now: datetime) -> bring.Brought:
    _say_who_she_is(story.seeker, by=by, today=today)
    with _spooled(story.files) as paths:
        brought = bring.bring(paths, by=by, now=now)
    noted = _evening(today - AIMED, by)
    for aim in story.aims:
        targets.add_targets(
            [aim.name], by=by, kind=aim.kind, motivation=aim.motivation, level=aim.level, now=noted
        )
    for found in story.strangers:
        target = Target.objects.visible_to(by).get(name=found.target)
        targets.add_stranger(
            target, by=by, name=found.name, title=found.title, found=found.found, pasted=found.text, now=noted
        )
    demo_life.live_through(story.slugs, by=by, now=now)
    return brought


def _say_who_she_is(seeker: Seeker, *, by: User, today: date) -> None:
    profile = f"https://www.linkedin.com/in/{seeker.slug}"
    me.say_who_you_are(by=by, name=seeker.name, emails=seeker.emails, profile=profile, today=today)


@contextmanager
def _spooled(files: Mapping[str, bytes]) -> Iterator[list[Path]]:
    """Lay files into a private folder of the spool for as long as they are read."""
    place = home.spool(settings.HOME) / f"demo-{uuid.uuid4().hex}"
    place.mkdir(mode=home.PRIVATE_FOLDER)
    try:
        for name, content in files.items():
            home.write_private(place / name, content)
        yield [place / name for name in files]
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _evening(day: date, by: User) -> datetime:
    return datetime.combine(day, AT, tzinfo=by.timezone())
