"""Addresses of what is owed after conversations."""

from __future__ import annotations

from django.urls import path

from weaktie.web.followups import promise_views, views

urlpatterns = [
    # A letter for what is owed after one conversation.
    path("followups/<int:pk>/thanks/", views.write, {"kind": "thanks"}, name="thanks"),
    path("followups/<int:pk>/report/", views.write, {"kind": "report"}, name="report"),
    path("followups/<int:pk>/touch/", views.write, {"kind": "touch"}, name="touch"),
    path("followups/<int:pk>/introducer/", views.write, {"kind": "introducer"}, name="introducer"),
    path("followups/<int:pk>/check/", views.followup_check, name="followup-check"),
    path("followups/<int:pk>/draft/", views.followup_draft, name="followup-draft"),
    path("followups/<int:pk>/file/", views.followup_file, name="followup-file"),
    path("followups/<int:pk>/sent/", views.followup_sent, name="followup-sent"),
    path("followups/<int:pk>/end/", views.followup_end, name="followup-end"),
    # Promises.
    path("promises/", promise_views.promises, name="promises"),
    path("people/<int:pk>/promises/", promise_views.promise_create, name="promise-create"),
    path("followups/<int:pk>/promises/", promise_views.promises_from_notes, name="promises-from-notes"),
    path("promises/<int:pk>/", promise_views.promise, name="promise"),
    path("promises/<int:pk>/check/", promise_views.promise_check, name="promise-check"),
    path("promises/<int:pk>/draft/", promise_views.promise_draft, name="promise-draft"),
    path("promises/<int:pk>/file/", promise_views.promise_file, name="promise-file"),
    path("promises/<int:pk>/day/", promise_views.promise_day, name="promise-day"),
    path("promises/<int:pk>/kept/", promise_views.promise_kept, name="promise-kept"),
    path("promises/<int:pk>/released/", promise_views.promise_released, name="promise-released"),
]
