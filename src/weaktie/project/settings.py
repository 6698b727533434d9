"""Settings for one person on their own machine, and for a server with PostgreSQL.

Everything that differs between installations comes from the environment: WEAKTIE_HOME (the data folder)
and WEAKTIE_DATABASE (a postgresql:// address; SQLite in the data folder without it).
"""

from __future__ import annotations

import os

from weaktie.adapters import database, home

HOME = home.data_folder(os.environ)
SECRET_KEY = home.secret(HOME, "django")
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]

INSTALLED_APPS = [
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "weaktie.accounts",
    "weaktie.campaign",
    "weaktie.web",
]

MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "weaktie.web.middleware.the_seeker",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "weaktie.web.middleware.toasts",
]

ROOT_URLCONF = "weaktie.project.urls"
WSGI_APPLICATION = "weaktie.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "weaktie.web.request.shell",
            ],
        },
    },
]

DATABASES = {"default": database.settings(os.environ.get("WEAKTIE_DATABASE", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

# Messages may name people, so they stay in this process and only their key is a cookie.
MESSAGE_STORAGE = "weaktie.web.kept_messages.KeptMessages"

# Cookies ignore ports: the suffix keeps those of two installations on one machine apart.
COOKIE_SUFFIX = home.secret(HOME, "cookie")[:8]
CSRF_COOKIE_NAME = f"weaktie_csrf_{COOKIE_SUFFIX}"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "weaktie.web.errors.csrf_failure"
SESSION_COOKIE_SAMESITE = "Strict"

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 << 20
# A folder of mail has one file a message.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200_000
DATA_UPLOAD_MAX_NUMBER_FILES = 200_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_TEMP_DIR = str(home.spool(HOME))
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
STATIC_URL = "/static/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
