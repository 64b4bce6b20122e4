"""Why no media could be made: each is told to the user by its code."""


class MediaError(Exception):
    """`code` names the sentence of the messages; `said` is ffmpeg's, for administrators."""

    def __init__(self, code: str, said: str = "") -> None:
        super().__init__(code)
        self.code, self.said = code, said
