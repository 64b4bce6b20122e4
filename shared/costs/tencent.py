"""Tencent Cloud's bill: its API 2018-07-09, of details of a day, products of a month, balance."""

from datetime import date
from decimal import Decimal
from typing import Any

from shared.clouds.errors import CloudError
from shared.clouds.tencent import Api
from shared.config import environment
from shared.costs import bills
from shared.costs.bills import Bill

_PAGE = 300  # details; the most that is given
_MOST = 100_000  # details of one day


def bill(day: date) -> Bill:
    """CloudError, also for an answer that makes no sense."""
    api = _api()
    try:
        balance = api.call("DescribeAccountBalance", {})["RealBalance"]  # fen
        return Bill("tencent", day, _day(api, day), _month(api, day), bills.yuan(balance) / 100)
    except (KeyError, TypeError, ValueError) as e:
        raise CloudError("UnknownAnswer", f"{type(e).__name__}: {e}") from e


def _day(api: Api, day: date) -> dict[str, Decimal]:
    """Products of one day are in no summary: its details are added up."""
    sums: dict[str, Decimal] = {}
    asked = {"BeginTime": f"{day} 00:00:00", "EndTime": f"{day} 23:59:59", "Limit": _PAGE}
    for offset in range(0, _MOST, _PAGE):
        details = api.call("DescribeBillDetail", {**asked, "Offset": offset})["DetailSet"] or []
        for detail in details:
            costs = (bills.yuan(part["RealCost"]) for part in detail["ComponentSet"])
            bills.add(sums, detail["BusinessCodeName"], sum(costs, Decimal(0)))
        if len(details) < _PAGE:
            return sums
    raise CloudError("TooMuch", f"more than {_MOST} details on {day}")


def _month(api: Api, day: date) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    month = f"{day:%Y-%m}"
    said = api.call("DescribeBillSummaryByProduct", {"BeginTime": month, "EndTime": month})
    listed: list[dict[str, Any]] = said["SummaryOverview"] or []
    for item in listed:
        bills.add(sums, item["BusinessCodeName"], bills.yuan(item["RealTotalCost"]))
    return sums


def _api() -> Api:
    settings = environment.settings()
    if not settings.tencent_key_id:
        raise CloudError("NoKey", "TENCENT_SECRET_ID is missing")
    url = settings.tencent_billing_url.rstrip("/")
    key = (settings.tencent_key_id, settings.tencent_key_secret)
    return Api(url, "billing", "2018-07-09", *key)
