"""Addresses of the composer, of asks and of answers."""

from __future__ import annotations

from django.urls import path

from weaktie.web.outreach import composing, views

urlpatterns = [
    path("people/<int:pk>/compose/", composing.compose, name="compose"),
    path("people/<int:pk>/check/", composing.check, name="compose-check"),
    path("people/<int:pk>/draft/", composing.draft, name="compose-draft"),
    path("people/<int:pk>/letter.eml", composing.letter_file, name="compose-file"),
    path("people/<int:pk>/material/", composing.person_material, name="person-material"),
    path("people/<int:pk>/ask/", views.ask, name="ask"),
    path("people/<int:pk>/follow-up/", views.follow_up, name="follow-up"),
    path("people/<int:pk>/answer/", views.ask_answer, name="ask-answer"),
]
