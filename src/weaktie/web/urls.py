"""Addresses of the pages, stage by stage in the order of the campaign."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("weaktie.web.intake.urls")),
    path("", include("weaktie.web.network.urls")),
    path("", include("weaktie.web.targets.urls")),
    path("", include("weaktie.web.outreach.urls")),
    path("", include("weaktie.web.conversations.urls")),
    path("", include("weaktie.web.followups.urls")),
    path("", include("weaktie.web.introductions.urls")),
    path("", include("weaktie.web.keeping.urls")),
    path("", include("weaktie.web.shell.urls")),
]
