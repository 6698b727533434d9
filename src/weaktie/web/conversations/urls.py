"""Addresses of conversations."""

from __future__ import annotations

from django.urls import path

from weaktie.web.conversations import brief_views, debrief_views, live_views, transcript_views, views

urlpatterns = [
    # Arranging, and the brief.
    path("people/<int:pk>/conversation/", views.conversation_begin, name="conversation-begin"),
    path("conversations/", views.conversations, name="conversations"),
    path("conversations/<int:pk>/", views.conversation, name="conversation"),
    path("conversations/<int:pk>/times/", views.conversation_times, name="conversation-times"),
    path("conversations/<int:pk>/booking/", views.conversation_booking, name="conversation-booking"),
    path(
        "conversations/<int:pk>/cancellation/",
        views.conversation_cancellation,
        name="conversation-cancellation",
    ),
    path(
        "conversations/<int:pk>/invitation.ics",
        views.conversation_invitation,
        name="conversation-invitation",
    ),
    path("conversations/<int:pk>/brief/", brief_views.conversation_brief, name="conversation-brief"),
    path("conversations/<int:pk>/desire/", brief_views.conversation_desire, name="conversation-desire"),
    path("conversations/<int:pk>/opening/", brief_views.conversation_opening, name="conversation-opening"),
    path("conversations/<int:pk>/plan/", brief_views.conversation_plan, name="conversation-plan"),
    path(
        "conversations/<int:pk>/questions/", brief_views.conversation_questions, name="conversation-questions"
    ),
    path(
        "conversations/<int:pk>/last-question/",
        brief_views.conversation_last_question,
        name="conversation-last-question",
    ),
    path("questions/<int:pk>/", brief_views.question, name="question"),
    path("questions/<int:pk>/place/", brief_views.question_place, name="question-place"),
    path("questions/<int:pk>/drop/", brief_views.question_drop, name="question-drop"),
    # The thirty minutes.
    path("people/<int:pk>/talk/", live_views.talk, name="conversation-now"),
    path("conversations/standing/", live_views.conversations_standing, name="conversations-standing"),
    path("conversations/<int:pk>/live/", live_views.live, name="live"),
    path("conversations/<int:pk>/start/", live_views.live_start, name="conversation-start"),
    path("conversations/<int:pk>/more/", live_views.live_more, name="conversation-more"),
    path("conversations/<int:pk>/closing/", live_views.live_closing, name="conversation-closing"),
    path("conversations/<int:pk>/asked/", live_views.live_asked, name="conversation-asked"),
    path("conversations/<int:pk>/end/", live_views.live_end, name="conversation-end"),
    path("conversations/<int:pk>/notes/", live_views.live_notes, name="conversation-notes"),
    path("conversations/<int:pk>/copies/", live_views.live_copies, name="conversation-copies"),
    path("conversations/<int:pk>/consent/", live_views.live_consent, name="conversation-consent"),
    # Right after.
    path("conversations/<int:pk>/debrief/", debrief_views.debrief, name="debrief"),
    path("own-ways/", debrief_views.own_ways, name="own-ways"),
    path("targets/<int:pk>/leave/", debrief_views.target_leave, name="target-leave"),
    # A transcript that somebody already has.
    path("conversations/<int:pk>/transcript/", transcript_views.transcript, name="transcript"),
    path(
        "conversations/<int:pk>/transcript/lines/", transcript_views.transcript_lines, name="transcript-lines"
    ),
    path(
        "conversations/<int:pk>/transcript/words/",
        transcript_views.transcript_delete,
        name="transcript-delete",
    ),
]
