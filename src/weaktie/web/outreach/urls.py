"""Addresses of asks and answers."""

from __future__ import annotations

from django.urls import path

from weaktie.web.outreach import views

urlpatterns = [
    path("people/<int:pk>/ask/", views.ask, name="ask"),
    path("people/<int:pk>/answer/", views.ask_answer, name="ask-answer"),
]
