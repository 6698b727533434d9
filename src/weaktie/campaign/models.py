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
from weaktie.campaign.targets.models import Material, Standing, Stranger, Target  # isort: skip
from weaktie.campaign.outreach.models import Ask, Message  # isort: skip
from weaktie.campaign.conversations.models import (  # isort: skip
    Conversation,
    Fit,
    Note,
    Opening,
    OwnWay,
    Question,
    Transcript,
)
from weaktie.campaign.followups.models import FollowUp, Promise  # isort: skip
from weaktie.campaign.introductions.models import Introduction, Referral  # isort: skip
from weaktie.campaign.keeping.models import Feed, Later, SearchEnd  # isort: skip

__all__ = [
    "Ask", "Bond", "Conversation", "Edit", "Encounter", "EncounterAgain", "Event", "Feed", "File",
    "Fit", "FollowUp", "Handle", "Identity", "Import", "Interest", "Introduction", "Later", "Material",
    "Message", "Note", "Opening", "Organisation", "OwnWay", "Part", "Person", "Promise", "Proposal",
    "Question", "Record", "RecordAgain", "Referral", "SearchEnd", "Standing", "Step", "Stint",
    "Stranger", "Tag", "Target", "Tombstone", "Transcript", "Verdict", "Word",
]  # fmt: skip
