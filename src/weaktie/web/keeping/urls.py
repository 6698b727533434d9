"""Addresses of the pages that touch the whole campaign."""

from __future__ import annotations

from django.urls import path

from weaktie.web.keeping import demo, views

urlpatterns = [
    path("", views.front, name="front"),
    path("today/", views.today, name="today"),
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
