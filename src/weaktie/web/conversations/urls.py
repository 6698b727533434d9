"""Addresses of conversations."""

from __future__ import annotations

from django.urls import path

from weaktie.web.conversations import live_views

urlpatterns = [
    # The thirty minutes.
    path("people/<int:pk>/talk/", live_views.talk, name="talk"),
    path("conversations/standing/", live_views.conversations_standing, name="conversations-standing"),
    path("conversations/<int:pk>/live/", live_views.live, name="live"),
    path("conversations/<int:pk>/start/", live_views.live_start, name="live-start"),
    path("conversations/<int:pk>/more/", live_views.live_more, name="live-more"),
    path("conversations/<int:pk>/closing/", live_views.live_closing, name="live-closing"),
    path("conversations/<int:pk>/asked/", live_views.live_asked, name="live-asked"),
    path("conversations/<int:pk>/end/", live_views.live_end, name="live-end"),
    path("conversations/<int:pk>/notes/", live_views.live_notes, name="live-notes"),
    path("conversations/<int:pk>/copies/", live_views.live_copies, name="live-copies"),
    path("conversations/<int:pk>/consent/", live_views.live_consent, name="live-consent"),
]
