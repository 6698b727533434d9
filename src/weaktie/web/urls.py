"""Addresses of the pages, stage by stage in the order of the campaign."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("weaktie.web.shell.urls")),
]
