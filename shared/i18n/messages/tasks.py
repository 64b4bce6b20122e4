"""Messages of tasks, in Chinese and English."""

MESSAGES = {
    "tasks_unfinished": (
        "最多同时有 {limit} 个未完成的任务，请等其中一个结束后再试。",
        "There may be {limit} unfinished tasks at a time: wait until one of them has ended.",
    ),
    "task_over": ("任务已经结束，不能取消。", "The task has ended: it cannot be cancelled."),
    "task_not_failed": (
        "只有失败或已取消的任务可以重试。",
        "Only a task that failed or was cancelled can be begun once more.",
    ),
    "task_order_gone": (
        "这个任务的原始请求没有保留，不能重试。",
        "What was ordered is not kept: the task cannot be begun once more.",
    ),
    "task_late": (
        "任务没有在期限内完成，积分已退回。",
        "The task was not done in time; its credits were given back.",
    ),
    "creation_unknown": (
        "不能确定服务商是否收到了请求，为避免重复收费没有重试；积分已退回，请重新提交。",
        "It is not known whether the provider got the request, and it is not repeated so that"
        " nothing is paid twice; the credits were given back. Please ask again.",
    ),
    "pictures_lost": (
        "图片已生成但未能取回，为避免重复收费没有重试；积分已退回，请重新提交。",
        "It was drawn and could not be fetched, and is not repeated so that nothing is paid twice;"
        " the credits were given back. Please ask again.",
    ),
    "task_waited_for": (
        "还没有完成，任务 {id} 仍在继续：稍后用 GET /api/tasks/{id} 查看，或重复同一请求。",
        "It is not done yet, and the task {id} goes on: look at GET /api/tasks/{id} later, or"
        " repeat the same request.",
    ),
    "task_was_cancelled": ("任务已被取消。", "The task was cancelled."),
    "worker_unreachable": ("后台工作者暂时无法唤醒。", "No worker can be woken now."),
    "too_heavy": (
        "处理这个文件时进程两次异常退出，可能文件太大或已损坏；积分已退回。",
        "The process died twice over this; the file may be too large or damaged. The credits were"
        " given back.",
    ),
}
