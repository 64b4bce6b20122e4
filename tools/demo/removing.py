"""Takes a made-up month away again, and with it what was done in the name of its users."""

from collections.abc import Callable

from shared.billing import summing
from shared.config import environment
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.store import made_up, models
from tools.demo.filling import Refused
from tools.demo.models import PREFIX
from tools.demo.month import MARK


def remove(say: Callable[[str], None]) -> int:
    """How many rows; all of it or nothing. Refused in production."""
    if environment.settings().mode == "production":
        raise Refused("never in production")
    count = transactions.atomically(_remove)
    say("summing up the usage that is left ...")
    summing.roll_up()
    return count


def _remove(tx: Transaction) -> int:
    models.changed(tx)
    made_up.remove_models(tx, PREFIX)
    count = made_up.remove(tx, MARK)
    made_up.forget_sums(tx)
    return count
