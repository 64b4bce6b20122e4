"""`python -m migrations`: bring the configured database up to date."""

import sys

from migrations import upgrade
from shared import config, first_administrator


def main() -> int:
    try:
        url = config.settings().database_url
    except config.ConfigError as e:
        sys.stderr.write(f"{e}\n")
        return 1
    revision = upgrade.to_newest(url)
    sys.stdout.write(f"The database is at revision {revision}.\n")
    first_administrator.make()
    return 0


if __name__ == "__main__":
    sys.exit(main())
