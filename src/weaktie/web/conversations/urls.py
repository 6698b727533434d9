"""Addresses of conversations."""

from __future__ import annotations

from django.urls import path

from weaktie.web.conversations import brief_views, views

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
]
