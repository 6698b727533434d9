"""The app that owns the pages: no tables, only templates and static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "weaktie.web"
    label = "web"
