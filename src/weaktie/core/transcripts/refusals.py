"""Why a file is no transcript that can be used."""

from __future__ import annotations

from weaktie.core.refusal import Refused


class NotATranscript(Refused):
    """None of the forms that are read."""

    code = "not_a_transcript"


class NoWords(Refused):
    """Nothing is said in it."""

    code = "no_words"


class TooLong(Refused):
    """More than a conversation can be."""

    code = "too_long"
