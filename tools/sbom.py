"""`python -m tools.sbom`: what this environment is made of, as CycloneDX 1.5.

Python's packages and, where it is Debian's, those of the system; written while an image is built.
"""

import importlib.metadata
import json
import re
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shared import times
from shared.version import NAME, VERSION

_DPKG = Path("/var/lib/dpkg/status")
_FIELD = re.compile(r"^(Package|Version|Architecture|Status): (.*)$", re.MULTILINE)


def main() -> int:
    json.dump(document(), sys.stdout, indent=1)
    return 0


def document() -> dict[str, Any]:
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": times.iso(times.now()),
            "component": {"type": "application", "name": NAME, "version": VERSION},
        },
        "components": sorted([*_of_python(), *_of_debian()], key=lambda part: str(part["purl"])),
    }


def _of_python() -> Iterator[dict[str, str]]:
    for found in importlib.metadata.distributions():
        name = re.sub(r"[-_.]+", "-", found.name).lower()
        yield _component(name, found.version, f"pkg:pypi/{name}@{found.version}")


def _of_debian() -> Iterator[dict[str, str]]:
    if not _DPKG.is_file():
        return
    for stanza in _DPKG.read_text(encoding="utf-8").split("\n\n"):
        fields = dict(_FIELD.findall(stanza))
        if fields.get("Status", "").endswith(" installed"):
            name, version, arch = fields["Package"], fields["Version"], fields["Architecture"]
            url = f"pkg:deb/debian/{name}@{version.replace('+', '%2B')}?arch={arch}"
            yield _component(name, version, url)


def _component(name: str, version: str, url: str) -> dict[str, str]:
    return {"type": "library", "bom-ref": url, "name": name, "version": version, "purl": url}


if __name__ == "__main__":
    sys.exit(main())
