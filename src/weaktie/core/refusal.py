"""The error a person reads."""


class Refused(Exception):
    """A rule said no. The text is one sentence that says what to do; `code` is stable for programs."""

    code = "refused"

    def __init__(self, sentence: str, *, code: str | None = None) -> None:
        super().__init__(sentence)
        if code is not None:
            self.code = code
