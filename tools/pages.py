"""Build the pages of web/ when they are missing or older than their sources: `make pages`."""

from pathlib import Path

from local import pages
from local.node import NodeError
from local.pip import PipError
from local.progress import Progress

SITE = Path(__file__).resolve().parent.parent / "functions" / "pages" / "site"


def main() -> None:
    """SystemExit when they cannot be built."""
    if pages.is_current():
        print("The pages are those of their sources.")
        return
    try:
        pages.build(Progress())
    except (NodeError, PipError, OSError) as error:
        raise SystemExit(f"The pages are not built: {error}") from error


if __name__ == "__main__":
    main()
