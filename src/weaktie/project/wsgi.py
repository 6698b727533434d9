"""The entry for a server: any WSGI server can run `weaktie.project.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weaktie.project.settings")
application = get_wsgi_application()
