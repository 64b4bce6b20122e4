"""What is kept how long, who is told, who may watch."""

from typing import Literal

from shared.config import parsers
from shared.config.declaration import setting
from shared.config.storage import Storage


class Operations(Storage, frozen=True, kw_only=True):
    usage_days: int = setting(
        "USAGE_DAYS",
        default=90,
        read=parsers.whole,
        meaning="days that rows of single calls are kept",
    )
    backup_days: int = setting(
        "BACKUP_DAYS", default=7, read=parsers.whole, meaning="days that back-ups are kept; 0: ever"
    )
    wecom_webhook: str = setting(
        "WECOM_WEBHOOK", secret=True, meaning="address of the group robot that tells of alerts"
    )
    alert_secret: str = setting("ALERT_SECRET", secret=True, meaning="signs messages to the robot")
    alert_locale: Literal["zh", "en"] = setting(
        "ALERT_LOCALE", default="zh", read=parsers.locale, meaning="language of alerts: zh or en"
    )
    alert_error_rate: int = setting(
        "ALERT_ERROR_RATE", default=20, read=parsers.percent, meaning="percent; 0: no such alert"
    )
    alert_low_credits: int = setting(
        "ALERT_LOW_CREDITS", default=0, read=parsers.whole, meaning="a balance that is low; 0: none"
    )
    alert_pause: int = setting(
        "ALERT_PAUSE", default=3600, read=parsers.seconds, meaning="before it is told again"
    )
    metrics_token: str = setting("METRICS_TOKEN", secret=True, meaning="opens GET /metrics")
    metrics_dir: str = setting("PROMETHEUS_MULTIPROC_DIR", meaning="where workers keep numbers")
    otel_endpoint: str = setting("OTEL_EXPORTER_OTLP_ENDPOINT", meaning="where traces are sent")
