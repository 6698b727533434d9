"""Every table of every stage is known to the app, and the migrations are what the models say."""

from __future__ import annotations

import importlib
from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from tests.architecture.tree import modules

from weaktie.campaign import models as every
from weaktie.campaign.keeping.actions import redacting


def models_of(stage: str) -> set[type[models.Model]]:
    """Return the tables that a stage's `models` module defines."""
    module = importlib.import_module(stage)
    return {
        one
        for one in vars(module).values()
        if isinstance(one, type)
        and issubclass(one, models.Model)
        and one.__module__ == stage
        and not one._meta.abstract
    }


def not_exported(tables: Iterable[type[models.Model]], exported: Iterable[str]) -> set[str]:
    return {table.__name__ for table in tables} - set(exported)


def unmigrated(state: ProjectState) -> set[str]:
    """Return the apps whose migrations do not lead to this state."""
    written = MigrationLoader(None).project_state()
    return set(MigrationAutodetector(written, state).changes(MigrationLoader(None).graph))


NOT_OF_PEOPLE = frozenset(
    {
        # Keys, kinds, and names of the person or employer itself, which go with the row.
        "ask.channel", "conversation.offered", "conversation.their_zone", "conversation.uid", "feed.key",
        "file.digest", "file.kind", "handle.value", "interest.how", "interest.organisation",
        "interest.title", "interest.url", "later.key", "note.key", "opening.employer",
        "opening.employer_key", "organisation.key", "organisation.name", "ownway.words", "person.name",
        "person.organisation", "person.organisation_key", "person.sort_name", "person.tie_said",
        "person.title", "record.digest", "record.source", "record.where", "recordagain.where",
        "referral.employer", "referral.employer_key", "searchend.employer", "searchend.role",
        "standing.goal", "step.verb", "stint.department", "stint.key", "stint.organisation", "stint.title",
        "tag.word", "target.key", "target.name", "tombstone.digest", "transcript.kind", "word.word",
        # Forgetting looks into these on its own.
        "file.error", "file.label", "file.note", "file.path", "file.skipped", "import.folder",
        "import.plan", "import.reading", "proposal.evidence", "record.facts", "step.changes", "step.words",
    }
)  # fmt: skip
"""Columns in which nobody writes of people; any other column of text is looked through when forgetting."""


def unlooked() -> set[str]:
    """Return the columns of text in which a name could stand and that forgetting does not look through."""
    looked = {f"{table.model}.{column}" for table in redacting.WRITTEN for column in table.columns}
    text = {
        f"{table._meta.model_name}.{column.name}"
        for table in apps.get_app_config("campaign").get_models()
        for column in table._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField | models.JSONField) and not column.choices
    }
    return text - looked


def test_forgetting_looks_through_every_column_in_which_a_name_could_stand():
    assert unlooked() - NOT_OF_PEOPLE == set()
    assert NOT_OF_PEOPLE - unlooked() == set(), "mended: take it off the list"


def test_every_table_of_every_stage_is_told_by_the_one_list():
    stages = [name for name in modules() if name.startswith("weaktie.campaign.") and name.endswith(".models")]
    tables = set().union(*map(models_of, stages))

    assert len(stages) >= 5
    assert not_exported(tables, every.__all__) == set()


def test_the_list_of_tables_names_only_tables():
    assert {name for name in every.__all__ if not issubclass(getattr(every, name), models.Model)} == set()


def test_the_migrations_lead_to_the_models():
    assert unmigrated(ProjectState.from_apps(apps)) == set()


def test_catches_what_is_planted():
    state = ProjectState.from_apps(apps)
    state.models["campaign", "person"].fields["shoe_size"] = models.IntegerField(default=0)

    assert unmigrated(state) == {"campaign"}
    assert not_exported([every.Person], ["Organisation"]) == {"Person"}
