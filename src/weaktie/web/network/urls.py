"""Addresses of the pages on people."""

from __future__ import annotations

from django.urls import path

from weaktie.web.network import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/new/", views.person_create, name="person-create"),
    path("people/selection/", views.selection, name="people-selection"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/edit/", views.person_edit, name="person-edit"),
    path("people/<int:pk>/tie/", views.person_tie, name="person-tie"),
    path("people/<int:pk>/tag/", views.person_tag, name="person-tag"),
    path("people/<int:pk>/hidden/", views.person_hide, name="person-hide"),
    path("duplicates/", views.duplicates, name="duplicates"),
    path("network/", views.network, name="network"),
]
