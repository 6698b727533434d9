"""Filters of the pages on people and files: addresses that may break well, files inside archives."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
MEMBER = "!/"


@register.filter
def breakable(address: str) -> SafeString:
    """Let a mail address break before its @, where people would break it."""
    name, sign, domain = address.rpartition("@")
    return format_html("{}<wbr>{}{}", name, sign, domain)


@register.filter
def file_name(path: str) -> str:
    """Name a file by itself: "Connections.csv" for "export.zip!/Connections.csv"."""
    return path.rpartition(MEMBER)[2].rpartition("/")[2] or path


@register.filter
def archive_name(path: str) -> str:
    """Name the archive a file was in, or "" for a file by itself."""
    return path.rpartition(MEMBER)[0]
