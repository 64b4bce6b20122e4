"""What a file says of having been generated: `make label FILE=picture.png`."""

import sys
from pathlib import Path

import msgspec

from shared.labels import reading


def main(path: str) -> int:
    """Print it as JSON; 1 where there is nothing to read."""
    try:
        found = reading.read(Path(path))
    except OSError as e:
        print(f"{path}: {e.strerror}", file=sys.stderr)
        return 1
    told = {
        "label": found.verdict or None,
        "AIGC": found.aigc,
        "DigitalSourceType": found.source or None,
        "C2PA": found.c2pa,
    }
    print(msgspec.json.format(msgspec.json.encode(told), indent=2).decode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
