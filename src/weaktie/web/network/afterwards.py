"""What a person's page shows of what came after conversations: owed, promised, named, referred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from weaktie.accounts.models import User
from weaktie.accounts.queries import while_unchanged
from weaktie.campaign.followups.models import Promise
from weaktie.campaign.followups.queries import due as owing
from weaktie.campaign.followups.queries import promises as promised
from weaktie.campaign.followups.queries.due import Due
from weaktie.campaign.introductions.queries import lives, referrals
from weaktie.campaign.introductions.queries.lives import Life
from weaktie.campaign.introductions.queries.referrals import Standing
from weaktie.campaign.network.models import Person


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What is owed to a person and promised by them, whom they named, who named them, and referrals."""

    owed: tuple[Due, ...]
    promises: tuple[Promise, ...]
    named: tuple[Life, ...]
    named_by: tuple[Life, ...]
    referrals: tuple[Standing, ...]

    @property
    def is_there(self) -> bool:
        """Whether there is anything to show."""
        return any((self.owed, self.promises, self.named, self.named_by, self.referrals))


def of_person(person: Person, *, by: User, now: datetime) -> Afterwards:
    """Return what came after conversations with one person; what is due long from now is left for later."""
    today = now.astimezone(by.timezone()).date()
    return while_unchanged(
        f"afterwards:{person.pk}:{today}", lambda: _worked_out(person, by=by, now=now, today=today), by=by
    )


def _worked_out(person: Person, *, by: User, now: datetime, today: date) -> Afterwards:
    rows = owing.held(by=by, now=now)
    owed = owing.owed(person, by=by, now=now, rows=rows)
    named, named_by = lives.lives_of(person, by=by, now=now, rows=rows)
    return Afterwards(
        owed=tuple(one for one in owed if one.since <= today or one.kind != owing.TOUCH),
        promises=promised.promises(by=by, person=person).theirs,
        named=tuple(named),
        named_by=tuple(named_by),
        referrals=tuple(referrals.referrals(by=by, person=person)),
    )
