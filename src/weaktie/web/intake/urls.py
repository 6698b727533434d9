"""Addresses of imports."""

from __future__ import annotations

from django.urls import path

from weaktie.web.intake import views

urlpatterns = [
    path("import/", views.imports, name="import"),
    path("import/<int:pk>/", views.batch, name="import-batch"),
    path("import/<int:pk>/go/", views.batch_go, name="import-go"),
    path("import/<int:pk>/discard/", views.batch_discard, name="import-discard"),
    path("import/<int:pk>/undo/", views.batch_undo, name="import-undo"),
]
