"""Addresses of the whole site."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("weaktie.web.urls"))]

handler400 = "weaktie.web.errors.bad_request"
handler403 = "weaktie.web.errors.forbidden"
handler404 = "weaktie.web.errors.not_found"
handler500 = "weaktie.web.errors.broken"
