"""What a cloud's API answers when it does not do as it is told."""


class CloudError(Exception):
    """A refusal, by the cloud's own code, or `Unreachable`; the message names no key."""

    def __init__(self, code: str, message: str, status: int = 0) -> None:
        super().__init__(f"{code}: {message}" if message else code)
        self.code = code
        self.status = status
