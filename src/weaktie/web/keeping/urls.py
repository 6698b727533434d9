"""Addresses of the pages that touch the whole campaign."""

from __future__ import annotations

from django.urls import path, re_path

from weaktie.web.keeping import demo, ending, feed, letters, today, views

urlpatterns = [
    path("", today.front, name="front"),
    path("today/", today.today, name="today"),
    path("later/", today.later, name="later"),
    path("week/", today.week, name="week"),
    path("end/", ending.end, name="end"),
    path("end/calls/", ending.end_calls, name="end-calls"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/check/", letters.letter_check, name="letter-check"),
    path("people/<int:pk>/memory/", letters.memory, name="memory"),
    path("people/<int:pk>/memory/check/", letters.memory_check, name="memory-check"),
    # Without a name: nothing of the site leads there, only the seeker's own calendar program.
    re_path(r"^feed/(?P<key>[0-9a-f]{64})\.ics$", feed.feed),
    path("settings/feed/", feed.settings_feed, name="settings-feed"),
    path("undo/", views.undo, name="undo"),
    path("redo/", views.redo, name="redo"),
    path("settings/", views.settings, name="settings"),
    path("settings/me/", views.me, name="me"),
    path("settings/everything/", views.everything_delete, name="everything-delete"),
    path("people/<int:pk>/forget/", views.forget, name="forget"),
    path("people/<int:pk>/split/", views.split, name="split"),
    path("same/", views.same, name="same"),
    path("demo/", demo.begin, name="demo"),
    path("demo/end/", demo.end, name="demo-end"),
]
