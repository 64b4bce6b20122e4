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
        meaning="days that rows of single calls are kept; sums by hour stay",
    )
    backup_days: int = setting(
        "BACKUP_DAYS",
        default=7,
        read=parsers.whole,
        meaning="days that back-ups are kept in the storage, the newest in any case; `0`: for ever",
    )
    task_carrier: Literal["thread", "fc", "celery", "none"] = setting(
        "TASK_CARRIER",
        default="thread",
        read=parsers.carrier,
        meaning=(
            "what wakes the workers of tasks: `thread` (of `make run` itself), `fc` (the worker "
            "functions), `celery` (`make worker`, by `REDIS_URL`), `none` (the sweep alone)"
        ),
    )
    task_workers: int = setting(
        "TASK_WORKERS",
        default=1,
        read=parsers.positive,
        meaning="films, pictures and recordings that each process of `make run` works on at once",
    )
    worker_function: str = setting(
        "WORKER_FUNCTION",
        default="yunzhan-worker",
        meaning="name of the worker function on Function Compute; `template.yml` sets it",
    )
    media_worker_function: str = setting(
        "MEDIA_WORKER_FUNCTION",
        default="yunzhan-media-worker",
        meaning="name of the worker function of pictures and videos; `template.yml` sets it",
    )
    scheduler_function: str = setting(
        "SCHEDULER_FUNCTION",
        default="yunzhan-scheduler",
        meaning="name of the scheduler's function, which sends mails; `template.yml` sets it",
    )
    invoke_url: str = setting(
        "INVOKE_URL",
        meaning=(
            "address of Function Compute's API; if empty, that of the function's own account and "
            "region"
        ),
    )
    log_queries: str = setting(
        "LOG_QUERIES",
        read=parsers.log_queries,
        meaning=(
            "address of a query in the log, with `{query}` where it stands, which the panel links "
            "to, as `https://sls.console.aliyun.com/lognext/project/NAME/logsearch/STORE"
            "?queryString={query}`"
        ),
    )
    wecom_webhook: str = setting(
        "WECOM_WEBHOOK",
        secret=True,
        meaning=(
            "address of a group robot of WeCom, or of DingTalk, that tells of alerts; "
            "`https://` outside local mode. Without one, alerts are only in the log. See "
            "[Operations](operations.md)"
        ),
    )
    alert_secret: str = setting(
        "ALERT_SECRET",
        secret=True,
        meaning="signs messages, for a robot that asks for it (DingTalk's 加签); WeCom's do not",
    )
    alert_locale: Literal["zh", "en"] = setting(
        "ALERT_LOCALE",
        default="zh",
        read=parsers.locale,
        meaning="language of alerts: `zh` or `en`",
    )
    alert_error_rate: int = setting(
        "ALERT_ERROR_RATE",
        default=20,
        read=parsers.percent,
        meaning=(
            "percent of an endpoint's answers (5xx) or a provider's calls within 15 minutes "
            "that have to fail for it to be told; `0`: never told"
        ),
    )
    alert_low_credits: int = setting(
        "ALERT_LOW_CREDITS",
        default=0,
        read=parsers.whole,
        meaning="balance below which users are told of, with `ENABLE_CREDIT_SYSTEM`; `0`: nobody",
    )
    alert_pause: int = setting(
        "ALERT_PAUSE",
        default=3600,
        read=parsers.seconds,
        meaning="time before the same alert is told again: seconds, or `30m`, `12h`",
    )
    metrics_token: str = setting(
        "METRICS_TOKEN",
        secret=True,
        meaning=(
            "opens `GET /metrics`, at least 16 characters outside local mode; without one it "
            "is a 404"
        ),
    )
    metrics_dir: str = setting(
        "PROMETHEUS_MULTIPROC_DIR",
        meaning="folder in which workers keep their numbers; `make run` sets it",
    )
    otel_endpoint: str = setting(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        meaning=(
            "OpenTelemetry collector that `make run` sends traces to (the second name: the whole "
            "address, as Alibaba Cloud shows it); needs `requirements/otel.txt`. See "
            "[Observability](observability.md)"
        ),
    )
