"""Messages of alerts, in Chinese and English."""

MESSAGES = {
    "alert_told": ("【云栈告警】{title}（{mode}）", "[Yunzhan] {title} ({mode})"),
    "alert_over": ("【云栈恢复】已恢复正常：{title}（{mode}）", "[Yunzhan] Over: {title} ({mode})"),
    "alert_more": ("……另有 {count} 项", "... and {count} more"),
    "alert_errors": ("接口错误率过高", "Too many errors"),
    "alert_errors_line": (
        "{endpoint}：最近 {minutes} 分钟 {calls} 次请求中有 {failed} 次出错（{percent}%）",
        "{endpoint}: {failed} of {calls} requests of {minutes} minutes failed ({percent}%)",
    ),
    "alert_providers": ("模型服务失败过多", "A provider fails too often"),
    "alert_providers_line": (
        "{provider}：最近 {minutes} 分钟 {calls} 次调用中有 {failed} 次失败（{percent}%）",
        "{provider}: {failed} of {calls} calls of {minutes} minutes failed ({percent}%)",
    ),
    "alert_credits": ("用户积分不足", "Balances are low"),
    "alert_credits_line": ("{who}：剩余 {credits} 积分", "{who}: {credits} credits left"),
    "alert_tasks": ("后台任务无人处理", "Tasks wait for a worker"),
    "alert_tasks_line": (
        "最早的任务已等待 {minutes} 分钟",
        "The oldest one has been due for {minutes} minutes",
    ),
    "alert_costs": ("云服务费用异常", "The clouds cost too much"),
    "alert_costs_day": (
        "{cloud}：{date} 花费 {spent} 元，超过每日预算 {budget} 元",
        "{cloud}: {date} cost {spent} yuan, more than {budget} a day",
    ),
    "alert_costs_product": ("　{product}：{spent} 元", "  {product}: {spent} yuan"),
    "alert_costs_forecast": (
        "{cloud}：照此本月约 {forecast} 元；可关停什么见 docs/cost.md",
        "{cloud}: some {forecast} yuan this month; what to switch off: docs/cost.md",
    ),
    "alert_costs_balance": (
        "{cloud}：余额仅剩 {balance} 元",
        "{cloud}: only {balance} yuan are left",
    ),
    "alert_moderation": ("内容未经安全审核", "Content is not checked"),
    "alert_moderation_line": (
        "{place}：今天 {hits} 次审核失败，{outcome}；最近一次 {at}",
        "{place}: {hits} checks failed today, {outcome}; last at {at}",
    ),
    "alert_moderation_let_through": ("内容已放行", "and the content was let through"),
    "alert_moderation_held_back": ("内容已拦下", "and the content was held back"),
    "alert_jobs": ("定时任务异常", "Scheduled work is not done"),
    "alert_job_failed": (
        "{job}：{at} 运行失败（{cause}）",
        "{job}: failed at {at} ({cause})",
    ),
    "alert_job_died": (
        "{job}：{at} 开始运行后没有结束",
        "{job}: began at {at} and never ended",
    ),
    "alert_watch_told": (
        "【云栈监控告警】{count} 项（{mode}）",
        "[Yunzhan] Firing: {count} ({mode})",
    ),
    "alert_watch_over": (
        "【云栈监控恢复】{count} 项（{mode}）",
        "[Yunzhan] Resolved: {count} ({mode})",
    ),
    "alert_watch_line": ("{name}（{severity}）：{summary}", "{name} ({severity}): {summary}"),
    "alert_job_late": ("{job}：自 {at} 起没有运行", "{job}: has not run since {at}"),
}
