"""What a day may cost, and who is asked what it did."""

from shared.config import parsers
from shared.config.declaration import setting
from shared.config.operations import Operations


class Costs(Operations, frozen=True, kw_only=True):
    cost_clouds: tuple[str, ...] = setting(
        "COST_CLOUDS",
        default=(),
        read=parsers.clouds,
        meaning=(
            "whose bills are looked at once a day and by `make cost`: `alibaba`, `tencent`, or "
            "both; empty: nobody's. See [Cost](cost.md)"
        ),
    )
    cost_budget: int = setting(
        "COST_BUDGET",
        default=50,
        read=parsers.whole,
        meaning="yuan that a day may cost at each cloud before it is told; `0`: never told",
    )
    cost_balance: int = setting(
        "COST_BALANCE",
        default=100,
        read=parsers.whole,
        meaning="yuan of balance below which it is told; `0`: never told",
    )
    billing_key_id: str = setting(
        "BILLING_ACCESS_KEY_ID",
        secret=True,
        meaning="Alibaba Cloud's key that may read bills; without one, that of the function's role",
    )
    billing_key_secret: str = setting(
        "BILLING_ACCESS_KEY_SECRET", secret=True, meaning="its secret"
    )
    billing_url: str = setting(
        "BILLING_API_URL",
        default="https://business.aliyuncs.com",
        meaning="address of Alibaba Cloud's API of bills",
    )
    tencent_key_id: str = setting(
        "TENCENT_SECRET_ID", secret=True, meaning="Tencent Cloud's key that may read bills"
    )
    tencent_key_secret: str = setting("TENCENT_SECRET_KEY", secret=True, meaning="its secret")
    tencent_billing_url: str = setting(
        "TENCENT_BILLING_API_URL",
        default="https://billing.tencentcloudapi.com",
        meaning="address of Tencent Cloud's API of bills",
    )
