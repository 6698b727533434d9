"""The app that owns the users' table."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "weaktie.accounts"
    label = "accounts"
