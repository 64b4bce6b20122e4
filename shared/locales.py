"""Sentences for people, in Chinese and English, and the choice between the two."""

from typing import Literal

Locale = Literal["zh", "en"]
DEFAULT: Locale = "zh"

_SENTENCES: dict[str, tuple[str, str]] = {
    "invalid_json": ("请求体不是有效的 JSON。", "The request body is not valid JSON."),
    "invalid_event": ("函数收到的不是 HTTP 事件。", "The function was not given an HTTP event."),
    "unauthorized": ("请先登录。", "Please log in first."),
    "invalid_token": ("登录凭证无效。", "The token is not valid."),
    "token_expired": ("登录已过期，请重新登录。", "The token has expired; log in again."),
    "invalid_credentials": ("邮箱或密码不正确。", "The e-mail or the password is wrong."),
    "insufficient_credits": ("积分不足。", "Not enough credits."),
    "forbidden": ("没有权限。", "You may not do this."),
    "foreign_origin": ("不允许来自该来源的跨域请求。", "This origin may not call the API."),
    "anonymous_forbidden": ("请登录后再对话。", "Log in to chat."),
    "key_not_enough": (
        "API 密钥不能用于此操作，请登录后再试。",
        "An API key is not enough for this; log in instead.",
    ),
    "token_reused": (
        "登录凭证已被使用过；为安全起见，请重新登录。",
        "This token was used before; log in again, for safety.",
    ),
    "account_disabled": ("账号已被停用。", "The account is disabled."),
    "invite_required": ("注册需要邀请码。", "Registration needs an invite code."),
    "invite_invalid": ("邀请码无效。", "The invite code is not valid."),
    "not_found": ("找不到所请求的内容。", "There is nothing here."),
    "method_not_allowed": (
        "该地址不支持 {method} 方法。",
        "The method {method} is not allowed here.",
    ),
    "conflict": ("与现有内容冲突。", "This conflicts with what exists."),
    "last_administrator": (
        "这是最后一位管理员。",
        "This is the last administrator.",
    ),
    "email_taken": ("该邮箱已注册。", "This e-mail is registered already."),
    "idempotency_conflict": (
        "该幂等键已用于另一个请求，或其请求仍在处理。",
        "This idempotency key belongs to another request or to one still in progress.",
    ),
    "payload_too_large": (
        "请求体过大，上限为 {limit} 字节。",
        "The request body is too large; the limit is {limit} bytes.",
    ),
    "unsupported_media_type": (
        "请以 {expected} 格式发送。",
        "Send the body as {expected}.",
    ),
    "file_type": (
        "不支持这种类型的文件；支持的类型：{expected}。",
        "Files of this type are not taken; these are: {expected}.",
    ),
    "file_other": (
        "文件内容不是 {expected}，已删除。",
        "The content of the file is not {expected}; it was removed.",
    ),
    "file_too_large": (
        "文件过大，上限为 {limit} 字节。",
        "The file is too large; the limit is {limit} bytes.",
    ),
    "file_pending": ("文件尚未上传。", "The file has not been sent yet."),
    "pass_invalid": ("该链接无效或已过期。", "This link is not valid, or has expired."),
    "picture_type": (
        "请发送 JPEG、PNG、WebP、GIF 或 HEIC 图片。",
        "Send a JPEG, PNG, WebP, GIF or HEIC picture.",
    ),
    "picture_broken": ("图片已损坏，无法读取。", "The picture is damaged and cannot be read."),
    "picture_bytes": (
        "图片过大，上限为 {limit} 字节。",
        "The picture is too large; the limit is {limit} bytes.",
    ),
    "picture_pixels": (
        "图片不能超过 {limit} 百万像素。",
        "A picture has at most {limit} megapixels.",
    ),
    "picture_shape": (
        "图片边长至少 {shortest} 像素，长宽比不超过 {ratio}:1。",
        "A picture has sides of at least {shortest} pixels and a ratio of at most {ratio}:1.",
    ),
    "url_refused": ("不能从该地址获取图片。", "Pictures are not fetched from this address."),
    "url_failed": ("无法从该地址取得图片。", "No picture could be fetched from this address."),
    "url_late": ("该地址没有及时返回图片。", "The address did not send the picture in time."),
    "form_broken": ("表单格式有误或不完整。", "The form is malformed or not complete."),
    "field_repeated": ("字段 {field} 重复。", "The field {field} is there more than once."),
    "field_encoding": ("字段 {field} 须为 UTF-8 文本。", "The field {field} is not text in UTF-8."),
    "invalid_request": ("字段 {field} 无效。", "The field {field} is not valid."),
    "field_missing": ("缺少字段 {field}。", "The field {field} is missing."),
    "field_unknown": ("不认识的字段 {field}。", "The field {field} is not known."),
    "field_type": (
        "字段 {field} 的类型应为 {expected}。",
        "The field {field} should be of type {expected}.",
    ),
    "field_value": (
        "字段 {field} 的取值不在允许范围内。",
        "The field {field} has a value that is not allowed.",
    ),
    "field_range": (
        "字段 {field} 应满足 {expected}。",
        "The field {field} should satisfy {expected}.",
    ),
    "email_invalid": ("邮箱地址无效。", "The e-mail address is not valid."),
    "time_invalid": (
        "字段 {field} 应为带时区的 ISO 8601 时间。",
        "The field {field} should be an ISO 8601 time with an offset.",
    ),
    "zone_unknown": ("没有名为 {name} 的时区。", "There is no time zone named {name}."),
    "span_invalid": (
        "时间范围须为正，且不超过 366 天。",
        "The time from and to is positive and at most 366 days.",
    ),
    "key_variable_invalid": (
        "变量名须为大写字母、数字和下划线，并以 _API_KEY 结尾。",
        "The variable's name is upper-case and ends in _API_KEY.",
    ),
    "provider_used": ("仍有模型使用该服务商。", "Some model still uses this provider."),
    "too_few_credits": ("该用户的积分不足。", "The user has fewer credits than that."),
    "time_past": (
        "字段 {field} 的时间已经过去。",
        "The time in the field {field} has passed.",
    ),
    "idempotency_key_invalid": (
        "幂等键须为 1 到 128 个可见字符。",
        "An idempotency key has 1 to 128 printable characters.",
    ),
    "password_needed": (
        "修改密码需要提供当前密码。",
        "To change the password, give the current one.",
    ),
    "password_length": ("密码须为 8 到 128 个字符。", "A password has 8 to 128 characters."),
    "password_common": ("密码过于常见，请换一个。", "This password is too common."),
    "password_is_email": ("密码不能与邮箱相同。", "The password must not be the e-mail."),
    "name_invalid": (
        "名称不能为空，也不能含控制字符。",
        "A name is not empty and has no control characters.",
    ),
    "last_not_user": (
        "最后一条消息必须来自用户。",
        "The last message must be from the user.",
    ),
    "text_too_long": (
        "消息文本合计不能超过 {limit} 字节。",
        "The text of all messages must not exceed {limit} bytes.",
    ),
    "text_empty": ("消息内容不能为空。", "A message must not be empty."),
    "cursor_invalid": ("游标无效。", "The cursor is not valid."),
    "unknown_type": ("没有名为 {name} 的角色。", "There is no persona named {name}."),
    "context_too_long": (
        "内容超出了模型的上下文长度。",
        "The text exceeds the model's context length.",
    ),
    "moderated": (
        "内容未通过模型服务的安全审核，请修改后再试。",
        "The provider's moderation refused this content.",
    ),
    "no_vision": (
        "模型 {name} 不能识别图片。",
        "The model {name} cannot see pictures.",
    ),
    "model_not_found": ("没有名为 {name} 的模型。", "There is no model named {name}."),
    "one_choice": ("n 只能为 1。", "Only n = 1 is supported."),
    "unknown_model": ("没有名为 {name} 的模型。", "There is no model named {name}."),
    "rate_limited": (
        "请求过于频繁，请在 {seconds} 秒后再试。",
        "Too many requests; try again in {seconds} seconds.",
    ),
    "too_many_attempts": (
        "尝试次数过多，请在 {seconds} 秒后再试。",
        "Too many attempts; try again in {seconds} seconds.",
    ),
    "quota_exceeded": ("额度已用完。", "The quota is used up."),
    "anonymous_quota": (
        "今天的免费对话次数（{limit}）已用完，请登录后继续。",
        "Today's {limit} free chats are used up; log in to go on.",
    ),
    "day_quota": (
        "今天的 token 额度（{limit}）已用完。",
        "Today's quota of {limit} tokens is used up.",
    ),
    "month_quota": (
        "本月的 token 额度（{limit}）已用完。",
        "This month's quota of {limit} tokens is used up.",
    ),
    "internal_error": (
        "服务器内部错误，请提供请求编号以便查询。",
        "Something broke on our side; the request id helps us find it.",
    ),
    "upstream_error": ("模型服务返回了错误。", "The model service failed."),
    "upstream_busy": (
        "模型服务繁忙，请稍后再试。",
        "The model service is busy; try again in a moment.",
    ),
    "all_resting": (
        "模型服务连续失败，正在短暂停用，请稍后再试。",
        "The model services keep failing and are left alone for a moment; try again soon.",
    ),
    "not_accepted": (
        "该模型不接受这些参数。",
        "The model does not accept these parameters.",
    ),
    "upstream_cut": ("模型服务的回答中断了。", "The model service's answer broke off."),
    "request_refused": (
        "模型服务不接受该请求：{said}",
        "The model service does not take this request: {said}",
    ),
    "upstream_refused": (
        "模型服务拒绝了请求，请联系管理员。",
        "The model service refused the request; tell the administrator.",
    ),
    "upstream_timeout": ("模型服务没有及时回答。", "The model service did not answer in time."),
    "unavailable": ("服务暂时不可用。", "The service is not available right now."),
    "database_unavailable": (
        "数据库暂时不可用，请稍后再试。",
        "The database is not available; try again in a moment.",
    ),
    "storage_unavailable": (
        "文件存储暂时不可用，请稍后再试。",
        "The storage of files is not available; try again in a moment.",
    ),
    "storage_failed": (
        "文件存储拒绝了请求，请联系管理员。",
        "The storage of files refused the request; tell the administrator.",
    ),
    "storage_keyless": (
        "没有访问 OSS 的密钥：请设置 OSS_ACCESS_KEY_ID 与 OSS_ACCESS_KEY_SECRET，"
        "或为函数配置角色。",
        "There is no key for OSS: set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET,"
        " or give the function a role.",
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
    "no_model": (
        "尚未配置模型服务：请设置 DASHSCOPE_API_KEY，或 OPENAI_API_URL 与 OPENAI_API_KEY。",
        "No model is configured: set DASHSCOPE_API_KEY, or OPENAI_API_URL and OPENAI_API_KEY.",
    ),
    "conversation_title": ("新对话", "New conversation"),
}


def say(key: str, locale: Locale, **facts: object) -> str:
    """The sentence `key` in `locale`, its blanks filled with `facts`."""
    chinese, english = _SENTENCES[key]
    return (english if locale == "en" else chinese).format(**facts)


def read(tag: str | None) -> Locale | None:
    """The locale that a language tag (RFC 5646) or an Accept-Language list asks for first."""
    for choice in (tag or "").lower().split(","):
        language = choice.strip()[:2]
        if language == "zh":
            return "zh"
        if language == "en":
            return "en"
    return None
