"""Addresses of introductions, referrals and the chain."""

from __future__ import annotations

from django.urls import path

from weaktie.web.introductions import chain_views, referral_views, views

urlpatterns = [
    path("chain/", chain_views.chain, name="chain"),
    path("people/<int:pk>/introductions/", views.introduction_create, name="introduction-create"),
    path("people/<int:pk>/introduction/", views.introduction_of, name="introduction-of"),
    path("introductions/<int:pk>/", views.introduction, name="introduction"),
    path("introductions/<int:pk>/blurb/", views.introduction_blurb, name="introduction-blurb"),
    path("introductions/<int:pk>/step/", views.introduction_step, name="introduction-step"),
    # Names given and referrals: never mixed.
    path("people/<int:pk>/referrals/", referral_views.referral_create, name="referral-create"),
    path("referrals/<int:pk>/", referral_views.referral, name="referral"),
    path("referrals/<int:pk>/step/", referral_views.referral_step, name="referral-step"),
]
