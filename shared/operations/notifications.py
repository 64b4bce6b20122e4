"""What Alertmanager notices, told as the product's own alerts are: to the log, and to the robot.

A robot takes no body of Alertmanager's webhook (its "Configuration", webhook_config, version 4).
What a robot does not take is an error to the caller, so that Alertmanager tries again.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from shared import log, plain_text
from shared.config import environment
from shared.i18n import locales
from shared.operations import wecom

_LINES = 6  # of what fires, and of what is over
_LONGEST = 100  # characters of a line


class Alert(msgspec.Struct):
    """The sentence of one is its annotation `summary_zh` or `summary`, by ALERT_LOCALE."""

    status: Literal["firing", "resolved"]
    labels: Mapping[str, str] = {}
    annotations: Mapping[str, str] = {}


class Notification(msgspec.Struct):
    """Alerts that Alertmanager has put into one group; it may have left some out."""

    alerts: list[Alert]
    truncatedAlerts: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 0  # as Alertmanager says


def tell(notification: Notification) -> None:
    """UpstreamError or UpstreamTimeout when the robot has not said that it took them."""
    text = _text(notification)
    if not text:
        return
    log.write("warning", "watched", text=text)
    if environment.settings().wecom_webhook:
        wecom.send(text)


def _text(notification: Notification) -> str:
    told = [_line(alert) for alert in notification.alerts if alert.status == "firing"]
    over = [_line(alert) for alert in notification.alerts if alert.status == "resolved"]
    parts = [*_part("alert_watch_told", told), *_part("alert_watch_over", over)]
    if notification.truncatedAlerts:
        parts.append(_say("alert_more", count=notification.truncatedAlerts))
    return "\n".join(parts)


def _part(heading: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    mode = environment.settings().mode
    part = [_say(heading, count=len(lines), mode=mode), *lines[:_LINES]]
    if len(lines) > _LINES:
        part.append(_say("alert_more", count=len(lines) - _LINES))
    return part


def _line(alert: Alert) -> str:
    own = "summary_zh" if environment.settings().alert_locale == "zh" else "summary"
    summary = alert.annotations.get(own) or alert.annotations.get("summary", "")
    facts = {
        "name": alert.labels.get("alertname", "?"),
        "severity": alert.labels.get("severity", "?"),
        "summary": summary or ", ".join(sorted(alert.labels.values())),
    }
    return plain_text.shown(_say("alert_watch_line", **facts), _LONGEST)


def _say(sentence: str, **facts: object) -> str:
    return locales.say(sentence, environment.settings().alert_locale, **facts)
