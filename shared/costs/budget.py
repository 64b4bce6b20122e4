"""What the clouds that are asked charge, and what of it is worth an alert."""

from collections.abc import Callable
from datetime import date

from shared import times
from shared.config import environment
from shared.costs import alibaba, bills, tencent
from shared.costs.bills import Bill
from shared.i18n import locales

_CLOUDS: dict[str, Callable[[date], Bill]] = {"alibaba": alibaba.bill, "tencent": tencent.bill}
_MOST = 3  # products that are named: what one would switch off first


def look() -> list[Bill]:
    """Yesterday's bills of the configured clouds; CloudError when one does not tell."""
    day = bills.yesterday(times.now())
    return [_CLOUDS[name](day) for name in environment.settings().cost_clouds]


def complaints(found: Bill) -> list[str]:
    """The sentences of an alert; none when all is within bounds."""
    settings, lines = environment.settings(), []
    facts = {"cloud": found.cloud, "date": f"{found.date}"}
    if 0 < settings.cost_budget < found.spent:
        spent, budget = bills.fen(found.spent), settings.cost_budget
        lines.append(_say("alert_costs_day", **facts, spent=spent, budget=budget))
        lines += [_say("alert_costs_product", **fact) for fact in _dearest(found)]
        lines.append(_say("alert_costs_forecast", **facts, forecast=found.forecast))
    if found.balance < settings.cost_balance:
        balance = bills.fen(found.balance)
        lines.append(_say("alert_costs_balance", **facts, balance=balance))
    return lines


def _dearest(found: Bill) -> list[dict[str, object]]:
    named = found.dearest_first[:_MOST]
    return [{"product": name, "spent": bills.fen(amount)} for name, amount in named]


def _say(sentence: str, **facts: object) -> str:
    return locales.say(sentence, environment.settings().alert_locale, **facts)
