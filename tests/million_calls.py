"""A month of a million calls on MariaDB, as those of a product that runs for long."""

from migrations import upgrade
from shared import times
from tests import bulk
from tests.engines.mariadb import MariaDB

CALLS, USERS, MODELS = 1_000_000, 5_000, 8
BEFORE_SUMS = "0007"  # the revision after which sums are made of what is there
HOUR, DAY = 3_600_000, 86_400_000
POOL = 512 * 1024 * 1024  # bytes: what a small server has; those of other tests have less
NUMBERS = "input_tokens output_tokens cached_tokens reasoning_tokens credits first_ms".split()
GROUP = "user_id, key_id, project, model, provider, endpoint, status"


def database(server: MariaDB) -> str:
    """Calls of thirty days until a minute ago, summed up as migrations do it, all at once."""
    address = server.database("overview")
    upgrade.to(address, BEFORE_SUMS)
    now = times.now()
    _call(address, now)
    _sum_up(address, now // HOUR * HOUR)
    upgrade.to_newest(address)
    bulk.run(address, [f"SET GLOBAL innodb_buffer_pool_size = {POOL}"])
    tables = "calls hours sums owners users figures times".split()
    bulk.run(address, [f"ANALYZE TABLE usage_{name}" for name in tables])
    return address


def _call(address: str, now: int) -> None:
    values = dict.fromkeys(NUMBERS, "n % 100") | {
        "id": "PADDED(n, 26)",
        "user_id": f"PADDED(n * 7919 % {USERS}, 26)",
        "key_id": "'key' || (n % 500)",
        "project": "'p' || (n % 300)",
        "model": f"'model' || (n % {MODELS})",
        "provider": "'p'",
        "endpoint": "CASE WHEN n % 2 = 0 THEN 'chat' ELSE 'completions' END",
        "status": "CASE WHEN n % 50 = 0 THEN 'failed' ELSE 'ok' END",
        "end_reason": "'done'",
        "total_ms": "200 + n * 7919 % 9000",
        "at": f"{now - 60_000} - n * {30 * DAY // CALLS}",
    }
    bulk.fill(address, "usage_calls", CALLS, **values)


def _sum_up(address: str, until: int) -> None:
    sums = ", ".join(f"SUM({name})" for name in (*NUMBERS, "total_ms"))
    bulk.run(address, [
        f"INSERT INTO usage_hours (hour, {GROUP}, calls, {', '.join(NUMBERS)}, total_ms)"  # noqa: S608
        f" SELECT at - at % {HOUR} AS hour, {GROUP}, COUNT(*), {sums} FROM usage_calls"
        f" WHERE at < {until} GROUP BY hour, {GROUP}",
        f"INSERT INTO versions (name, version) VALUES ('usage_hours', {until})",  # noqa: S608
    ])  # fmt: skip
