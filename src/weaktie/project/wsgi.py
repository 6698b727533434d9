"""The bare application lets everybody in: `weaktie serve` puts the guard before it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weaktie.project.settings")
application = get_wsgi_application()
