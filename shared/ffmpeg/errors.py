"""How a run of ffmpeg can end otherwise than well."""


class FfmpegError(Exception):
    """`said` is the end of what ffmpeg wrote: for administrators, not for users."""

    def __init__(self, said: str = "") -> None:
        super().__init__(said or type(self).__name__)
        self.said = said


class Unreadable(FfmpegError):
    """The input is of no kind that is taken, is broken, or has nothing of what was asked for."""


class OutputTooLarge(FfmpegError):
    """It would have written more than it may."""


class TooHeavy(FfmpegError):
    """It needed more memory than it may, or a signal has ended it."""


class TimedOut(FfmpegError):
    """It took more time than it may, by the clock or of the processors."""


class Cancelled(FfmpegError):
    """Whoever asked for it does not want it any more."""
