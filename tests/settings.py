"""The project's settings with a data folder of the tests' own; pytest-django loads them first of all."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "WEAKTIE_TESTS_HOME" not in os.environ:
    os.environ["WEAKTIE_TESTS_HOME"] = tempfile.mkdtemp(prefix="weaktie-tests-")
    atexit.register(shutil.rmtree, os.environ["WEAKTIE_TESTS_HOME"], ignore_errors=True)

# Each worker of a parallel run has a folder of its own: what is forgotten in one is not in another.
_worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
os.environ["WEAKTIE_HOME"] = os.path.join(os.environ["WEAKTIE_TESTS_HOME"], _worker)  # noqa: PTH118

from weaktie.project.settings import *  # noqa: E402, F403

# Programs that tests start are the real ones, with the real settings.
os.environ["DJANGO_SETTINGS_MODULE"] = "weaktie.project.settings"
