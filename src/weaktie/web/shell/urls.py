"""Addresses of the shell's own pages."""

from __future__ import annotations

from django.urls import path

from weaktie.web.shell import views

urlpatterns = [
    path("welcome/", views.welcome, name="welcome"),
    path("find/", views.find, name="find"),
    path("more/", views.more, name="more"),
    path("keys/", views.keys, name="keys"),
]
