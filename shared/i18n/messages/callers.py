"""Messages about requests and the service itself, in Chinese and English."""

MESSAGES = {
    "invalid_json": ("请求体不是有效的 JSON。", "The request body is not valid JSON."),
    "body_incomplete": (
        "请求体不完整：收到的内容少于声明的长度，或中途断开。",
        "The body is not complete: less came than was declared, or it broke off.",
    ),
    "invalid_event": ("函数收到的不是 HTTP 事件。", "The function was not given an HTTP event."),
    "unauthorized": ("请先登录。", "Please log in first."),
    "invalid_token": ("登录凭证无效。", "The token is not valid."),
    "invalid_api_key": ("API 密钥或令牌不正确。", "Incorrect API key provided."),
    "token_expired": ("登录已过期，请重新登录。", "The token has expired; log in again."),
    "forbidden": ("没有权限。", "You may not do this."),
    "foreign_origin": ("不允许来自该来源的跨域请求。", "This origin may not call the API."),
    "key_not_enough": (
        "API 密钥不能用于此操作，请登录后再试。",
        "An API key is not enough for this; log in instead.",
    ),
    "storage_full": (
        "存储空间不足：已用 {taken} 字节，上限为 {limit} 字节；请先删除一些文件。",
        "No room is left: {taken} of {limit} bytes are taken; remove some files first.",
    ),
    "storage_files": (
        "文件数已达上限：{limit} 个中已有 {taken} 个；请先删除一些文件。",
        "No room is left: there are {taken} of at most {limit} files; remove some first.",
    ),
    "replaces_nothing": (
        "replaces 需要与 conversation_id 一起使用。",
        "replaces needs a conversation_id.",
    ),
    "not_found": ("找不到所请求的内容。", "There is nothing here."),
    "path_not_offered": (
        "没有这个接口。可用的接口：{offered}。",
        "This is not offered. What is: {offered}.",
    ),
    "method_not_allowed": (
        "该地址不支持 {method} 方法。",
        "The method {method} is not allowed here.",
    ),
    "conflict": ("与现有内容冲突。", "This conflicts with what exists."),
    "idempotency_conflict": (
        "该幂等键已用于另一个请求，或其请求仍在处理。",
        "This idempotency key belongs to another request or to one still in progress.",
    ),
    "answer_too_large": (
        "该请求已完成，但其回答过大，未予保存，无法再次给出。",
        "This request was done, but its answer was too large to be kept and given again.",
    ),
    "payload_too_large": (
        "请求体过大，上限为 {limit} 字节。",
        "The request body is too large; the limit is {limit} bytes.",
    ),
    "json_values": (
        "请求体中的 JSON 值过多，上限为 {limit} 个。",
        "The body has too many JSON values; the limit is {limit}.",
    ),
    "json_text": (
        "请求体中除图片等附件外的内容过大，上限为 {limit} 字节。",
        "Beside attachments such as pictures, the body may have {limit} bytes.",
    ),
    "unsupported_media_type": (
        "请以 {expected} 格式发送。",
        "Send the body as {expected}.",
    ),
    "invalid_request": ("字段 {field} 无效。", "The field {field} is not valid."),
    "field_missing": ("缺少字段 {field}。", "The field {field} is missing."),
    "field_unknown": ("不认识的字段 {field}。", "The field {field} is not known."),
    "field_type": ("字段 {field} 应为{expected}。", "The field {field} must be {expected}."),
    "field_value": (
        "字段 {field} 的取值不在允许范围内。",
        "The field {field} has a value that is not allowed.",
    ),
    "field_number_least": (
        "字段 {field} 不能小于 {bound}。",
        "The field {field} must be {bound} or more.",
    ),
    "field_number_most": (
        "字段 {field} 不能大于 {bound}。",
        "The field {field} must be {bound} or less.",
    ),
    "field_text_empty": ("字段 {field} 不能为空。", "The field {field} must not be empty."),
    "field_text_least": (
        "字段 {field} 至少要有 {bound} 个字符。",
        "The field {field} must have {bound} characters or more.",
    ),
    "field_text_most": (
        "字段 {field} 最多 {bound} 个字符。",
        "The field {field} must have {bound} characters or fewer.",
    ),
    "field_list_empty": ("字段 {field} 至少要有一项。", "The field {field} must have an entry."),
    "field_list_least": (
        "字段 {field} 至少要有 {bound} 项。",
        "The field {field} must have {bound} entries or more.",
    ),
    "field_list_most": (
        "字段 {field} 最多 {bound} 项。",
        "The field {field} must have {bound} entries or fewer.",
    ),
    "field_list_exact": (
        "字段 {field} 应有 {bound} 项。",
        "The field {field} must have {bound} entries.",
    ),
    "limit_least": (
        "限制 {field} 至少要允许每 {period} 秒内 {hits} 次，否则无法再改回来。",
        "The limit {field} must allow {hits} calls or more in {period} seconds or less: without"
        " them nobody could change it back.",
    ),
    "time_invalid": (
        "字段 {field} 应为带时区的 ISO 8601 时间。",
        "The field {field} should be an ISO 8601 time with an offset.",
    ),
    "zone_unknown": ("没有名为 {name} 的时区。", "There is no time zone named {name}."),
    "span_invalid": (
        "时间范围须为正，且不超过 366 天。",
        "The time from and to is positive and at most 366 days.",
    ),
    "span_of_overview": (
        "时间范围须为正、已经开始，且不超过三个月。",
        "The time from and to is positive, has begun, and is at most three months.",
    ),
    "span_backwards": (
        "开始时间不能晚于结束时间。",
        "The time from must not be after the time to.",
    ),
    "export_broken": (
        "导出中断，此文件不完整。",
        "The export broke off: this file is not complete.",
    ),
    "export_too_large": (
        "文件超过 {limit} 字节，无法直接返回；请使用 delivery=link。",
        "The file has more than the {limit} bytes that can be returned; use delivery=link.",
    ),
    "backup_under_way": (
        "正在备份，或刚刚备份过，请稍后再试。",
        "A back-up is being made, or was just made: try again later.",
    ),
    "time_past": (
        "字段 {field} 的时间已经过去。",
        "The time in the field {field} has passed.",
    ),
    "idempotency_key_invalid": (
        "幂等键须为 1 到 128 个可见字符。",
        "An idempotency key has 1 to 128 printable characters.",
    ),
    "text_refused": (
        "字段 {field} 过长，或含有控制字符、换行等不能显示的字符。",
        "The field {field} is too long, or has controls, line breaks or hidden directions.",
    ),
    "cursor_invalid": ("游标无效。", "The cursor is not valid."),
    "rate_limited": (
        "请求过于频繁，请在 {seconds} 秒后再试。",
        "Too many requests; try again in {seconds} seconds.",
    ),
    "too_many_attempts": (
        "尝试次数过多，请在 {seconds} 秒后再试。",
        "Too many attempts; try again in {seconds} seconds.",
    ),
    "quota_exceeded": ("额度已用完。", "The quota is used up."),
    "internal_error": (
        "服务器内部错误，请提供请求编号以便查询。",
        "Something broke on our side; the request id helps us find it.",
    ),
    "unavailable": ("服务暂时不可用。", "The service is not available right now."),
    "no_storage": (
        "尚未配置文件存储：请设置 OSS_BUCKET_NAME，或用 UPLOAD_DIR 指定一个长期保存的目录。",
        "No storage is configured: set OSS_BUCKET_NAME, or UPLOAD_DIR to a folder that lasts.",
    ),
    "server_ends": (
        "服务正在重启，请稍后再试。",
        "The service is being restarted; try again in a moment.",
    ),
    "too_many_streams": (
        "现在等待模型回答的人太多，请稍后再试。",
        "Too many are waiting for models now; try again in a moment.",
    ),
    "too_many_bodies": (
        "现在上传的内容太多，请稍后再试。",
        "Too much is being uploaded now; try again in a moment.",
    ),
    "searching_busy": (
        "现在搜索的人太多，请稍后再试。",
        "Too many are searching now; try again in a moment.",
    ),
    "reading_busy": (
        "同时进行的导出或备份过多，请稍后再试。",
        "Too many exports or back-ups run at once; try again in a while.",
    ),
    "database_unavailable": (
        "数据库暂时不可用，请稍后再试。",
        "The database is not available; try again in a moment.",
    ),
    "counter_unavailable": (
        "计数服务暂时不可用，请稍后再试。",
        "The counter of requests is not available; try again in a moment.",
    ),
    "not_migrated": (
        "数据库尚未建表，请先运行 make migrate。",
        "The database has no tables yet; run make migrate.",
    ),
    "misconfigured": (
        "服务配置有误，详见服务日志。",
        "The service is not configured correctly; its log says what is wrong.",
    ),
}
