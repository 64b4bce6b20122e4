"""`python -m migrations`: bring the configured database up to date."""

import sys

import sqlalchemy as sa

from migrations import upgrade
from shared.accounts import first_administrator
from shared.config import environment


def main() -> int:
    try:
        revision = upgrade.to_newest(environment.settings().database_url)
    except (environment.ConfigError, sa.exc.OperationalError, OSError) as e:
        sys.stderr.write(f"{getattr(e, 'orig', e)}\n")
        return 1
    sys.stdout.write(upgrade.told(revision))
    if made := first_administrator.make():
        sys.stdout.write(f"The administrator is {made.name} with the password {made.password}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
