"""What the command line's tests stand on: Ada's book."""

from __future__ import annotations

import gc

import pytest
from tests.people import CARDS, CONNECTIONS, MAILBOX, bring


@pytest.fixture(autouse=True)
def _collected():
    """An import of the command line stops collecting cycles for good, for its process ends soon."""
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _home(settings, tmp_path_factory):
    """Give every test a data folder of its own: who is forgotten in one is not forgotten in the next."""
    settings.HOME = tmp_path_factory.mktemp("home")
    settings.HOME.chmod(0o700)


@pytest.fixture
def book(ada):
    """Ada knows two Omars, Priya and Łucja."""
    bring(ada, Connections_csv=CONNECTIONS, contacts_vcf=CARDS, all_mbox=MAILBOX)
    return ada
