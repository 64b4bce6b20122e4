"""`python -m tools.cost`: yesterday's bill by product, the balance, the month, and the budget."""

import sys

from dotenv import load_dotenv

from shared.clouds.errors import CloudError
from shared.config import environment
from shared.config.environment import ConfigError
from shared.costs import bills, budget
from shared.costs.bills import Bill


def main() -> int:
    """1 when a cloud does not tell, or nobody is to be asked."""
    load_dotenv()
    try:
        if not environment.settings().cost_clouds:
            raise ConfigError(["COST_CLOUDS is empty: set it to alibaba, tencent, or both"])
        for bill in budget.look():
            print("\n".join(_lines(bill)))
    except (CloudError, ConfigError) as e:
        sys.stderr.write(f"{e}\n")
        return 1
    return 0


def _lines(bill: Bill) -> list[str]:
    limit = environment.settings().cost_budget
    over = 0 < limit < bill.spent
    return [
        f"{bill.cloud}, {bill.date}",
        *(f"  {bills.fen(cost):>12}  {product}" for product, cost in bill.dearest_first),
        f"  {bills.fen(bill.spent):>12}  yuan in all; budget {limit}{': OVER' if over else ''}",
        f"  {bills.fen(bill.so_far):>12}  the month so far",
        f"  {bill.forecast:>12}  the month, if it goes on like this",
        f"  {bills.fen(bill.balance):>12}  balance",
        *(["What to switch off: docs/cost.md"] if over else []),
    ]


if __name__ == "__main__":
    sys.exit(main())
