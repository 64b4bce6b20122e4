"""Why a letter was not taken."""


class NotDelivered(Exception):
    """`reason` is refused, unreachable, timeout, tls or auth; one that is `final` is refused for
    good, so that it is of no use to try it again."""

    def __init__(self, reason: str, said: str, *, final: bool = False) -> None:
        super().__init__(f"{reason}: {said}")
        self.reason, self.final = reason, final
