"""Alibaba Cloud's bill: BSS OpenAPI 2017-12-14, QueryAccountBill and QueryAccountBalance."""

from datetime import date
from decimal import Decimal
from typing import Any

from shared.acs3 import AccessKey
from shared.clouds.alibaba import Api
from shared.clouds.errors import CloudError
from shared.config import environment
from shared.costs import bills
from shared.costs.bills import Bill

_VERSION = "2017-12-14"
_PAGE = 300  # items; the most that is given


def bill(day: date) -> Bill:
    """CloudError, also for an answer that makes no sense."""
    api = _api()
    cycle = f"{day:%Y-%m}"
    try:
        return Bill(
            "alibaba",
            day,
            _sums(api, BillingCycle=cycle, BillingDate=f"{day}", Granularity="DAILY"),
            _sums(api, BillingCycle=cycle),
            bills.yuan(api.by_name("QueryAccountBalance")["Data"]["AvailableAmount"]),
        )
    except (KeyError, TypeError, ValueError) as e:
        raise CloudError("UnknownAnswer", f"{type(e).__name__}: {e}") from e


def _sums(api: Api, **asked: str) -> dict[str, Decimal]:
    """By product, before tax and after discounts: what is to be paid, by whatever means."""
    sums: dict[str, Decimal] = {}
    number, seen = 1, 0
    while True:
        data = _page(api, number, asked)
        items: list[dict[str, Any]] = (data.get("Items") or {}).get("Item") or []
        for item in items:
            product = item.get("ProductName") or item["ProductCode"]
            bills.add(sums, product, bills.yuan(item["PretaxAmount"]))
        number, seen = number + 1, seen + len(items)
        if not items or seen >= data["TotalCount"]:
            return sums


def _page(api: Api, number: int, asked: dict[str, str]) -> dict[str, Any]:
    page = {"IsGroupByProduct": "true", "PageNum": str(number), "PageSize": str(_PAGE)}
    data: dict[str, Any] = api.by_name("QueryAccountBill", **asked, **page)["Data"]
    return data


def _api() -> Api:
    """CloudError where nobody gave a key."""
    settings, key = environment.settings(), environment.role_key()
    if settings.billing_key_id:
        key = AccessKey(settings.billing_key_id, settings.billing_key_secret)
    if not key:
        raise CloudError("NoKey", "BILLING_ACCESS_KEY_ID is missing, and there is no role")
    return Api(settings.billing_url.rstrip("/"), _VERSION, key)
