"""Whether a deployment names where files last."""

from shared.config.settings import Settings
from shared.errors import Unavailable


def kind(settings: Settings) -> str:
    """What keeps the files: `oss`, `s3` or `folder`."""
    if settings.oss_bucket:
        return "oss"
    return "s3" if settings.s3_bucket else "folder"


def require(settings: Settings) -> None:
    """Unavailable on a deployment that names neither a bucket nor a folder: a function's disk
    vanishes with its instance, and what was said to be kept with it."""
    if settings.mode != "local" and not settings.has_bucket and not settings.upload_dir:
        raise Unavailable("no_storage")
