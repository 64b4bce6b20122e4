"""Labels in films and sound that ffmpeg writes: a tag `AIGC` of the file."""

from shared.labels import aigc
from shared.labels.found import Found

OWN_TAGS = (
    "use_metadata_tags"  # of -movflags: without it MP4 bears no tag that ffmpeg does not know
)


def options(label: Found) -> tuple[str, ...]:
    """Those of ffmpeg, behind what leaves other tags out."""
    return ("-metadata", f"AIGC={aigc.text(label.aigc)}") if label.aigc else ()
