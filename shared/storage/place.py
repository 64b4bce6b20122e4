"""Whether a deployment names where files last."""

from shared.config.settings import Settings
from shared.errors import Unavailable


def require(settings: Settings) -> None:
    """Unavailable on a deployment that names neither a bucket nor a folder: a function's disk
    vanishes with its instance, and what was said to be kept with it."""
    if settings.mode != "local" and not settings.oss_bucket and not settings.upload_dir:
        raise Unavailable("no_storage")
