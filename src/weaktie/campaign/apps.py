"""The app that owns the campaign's tables."""

from django.apps import AppConfig


class CampaignConfig(AppConfig):
    name = "weaktie.campaign"
    label = "campaign"
