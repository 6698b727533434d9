"""Addresses of targets and of whom to ask."""

from __future__ import annotations

from django.urls import path

from weaktie.web.targets import views

urlpatterns = [
    path("next/", views.next_people, name="next"),
    path("next/<int:pk>/aside/", views.aside, name="set-aside"),
    path("next/<int:pk>/again/", views.ask_again, name="ask-again"),
    path("targets/", views.targets, name="targets"),
    path("targets/<int:pk>/", views.target, name="target"),
    path("targets/<int:pk>/wish/", views.target_wish, name="target-wish"),
    path("targets/<int:pk>/material/", views.target_material, name="target-material"),
    path("materials/<int:pk>/drop/", views.material_drop, name="material-drop"),
    path("targets/<int:pk>/drop/", views.target_drop, name="target-drop"),
]
