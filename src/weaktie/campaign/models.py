"""Every table of the campaign, in the order of the campaign."""

from __future__ import annotations

from weaktie.campaign.timeline.models import Event, Step  # isort: skip
from weaktie.campaign.intake.models import (  # isort: skip
    Encounter,
    EncounterAgain,
    File,
    Handle,
    Import,
    Interest,
    Part,
    Record,
    RecordAgain,
    Tombstone,
)
from weaktie.campaign.network.models import (  # isort: skip
    Bond,
    Edit,
    Identity,
    Organisation,
    Person,
    Proposal,
    Stint,
    Tag,
    Verdict,
    Word,
)
from weaktie.campaign.targets.models import Standing, Stranger, Target  # isort: skip
from weaktie.campaign.outreach.models import Ask  # isort: skip

__all__ = [
    "Ask", "Bond", "Edit", "Encounter", "EncounterAgain", "Event", "File", "Handle", "Identity",
    "Import", "Interest", "Organisation", "Part", "Person", "Proposal", "Record", "RecordAgain", "Standing",
    "Step", "Stint", "Stranger", "Tag", "Target", "Tombstone", "Verdict", "Word",
]  # fmt: skip
