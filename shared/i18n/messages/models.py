"""Messages about chats, models and what they cost, in Chinese and English."""

MESSAGES = {
    "demonstration": (
        "本回答由演示用的本地小模型生成，内容可能有误，请勿据此行事。",
        "Answered by a small local model, as a demonstration: what it says may be wrong. Do not"
        " act on it.",
    ),
    "ask_a_doctor": (
        "仅供参考，不能代替诊疗：用法用量请以药品说明书为准，并咨询医生或药师。",
        "General information, no medical advice: for how to take a medicine go by its leaflet, and"
        " ask a doctor or pharmacist.",
    ),
    "no_doses": (
        "（这里不提供用量：用法用量请以药品说明书为准，并咨询医生或药师。）",
        "(No doses are given here: go by the leaflet, and ask a doctor or pharmacist.) ",
    ),
    "insufficient_credits": ("积分不足。", "Not enough credits."),
    "anonymous_forbidden": ("请登录后再对话。", "Log in to chat."),
    "key_not_bound": (
        "该密钥不得发往 {host}：须先在部署的 {setting} 中列出此主机。",
        "This key may not be sent to {host}: the deployment has to list that host in {setting}.",
    ),
    "key_variable_invalid": (
        "变量名须为大写字母、数字和下划线，并以 _API_KEY 结尾。",
        "The variable's name is upper-case and ends in _API_KEY.",
    ),
    "provider_used": ("仍有模型使用该服务商。", "Some model still uses this provider."),
    "last_not_user": (
        "最后一条消息必须来自用户。",
        "The last message must be from the user.",
    ),
    "text_too_long": (
        "消息文本合计不能超过 {limit} 字节。",
        "The text of all messages must not exceed {limit} bytes.",
    ),
    "text_empty": ("消息内容不能为空。", "A message must not be empty."),
    "unknown_type": ("没有名为 {name} 的角色。", "There is no persona named {name}."),
    "context_too_long": (
        "内容超出了模型的上下文长度。",
        "The text exceeds the model's context length.",
    ),
    "moderated": (
        "内容未通过模型服务的安全审核，请修改后再试。",
        "The provider's moderation refused this content.",
    ),
    "moderated_here": (
        "内容未通过安全审核，请修改后再试。",
        "This content did not pass moderation.",
    ),
    "not_moderated": (
        "内容安全审核暂不可用，请稍后再试。",
        "Content cannot be checked just now; try again later.",
    ),
    "moderation_too_long": (
        "文本合计不能超过 {limit} 个字符。",
        "The text of a question must not exceed {limit} characters.",
    ),
    "no_vision": (
        "模型 {name} 不能识别图片。",
        "The model {name} cannot see pictures.",
    ),
    "model_not_found": ("没有名为 {name} 的模型。", "There is no model named {name}."),
    "field_not_offered": ("不支持 {field}。", "{field} is not offered."),
    "tool_not_offered": (
        "不支持类型为 {name} 的工具，只支持 function。",
        "Tools of type {name} are not offered; functions are.",
    ),
    "item_not_offered": ("不支持类型 {name}。", "The type {name} is not offered."),
    "item_not_found": ("没有 id 为 {name} 的条目。", "There is no item with the id {name}."),
    "call_unknown": (
        "没有 call_id 为 {name} 的函数调用。",
        "There is no call of a function with the call_id {name}.",
    ),
    "previous_not_found": (
        "没有 id 为 {name} 的响应：可能已删除、过期，或距今太远。",
        "There is no response with the id {name}: it was removed, has expired, or is too far back.",
    ),
    "history_off": (
        "此部署不保存历史，不支持 {field}。",
        "{field} is not offered: this deployment keeps no history.",
    ),
    "one_prompt": (
        "prompt 只能是一段文本，或只含一段文本的列表。",
        "The prompt is one text, or a list of one.",
    ),
    "built_in_tool": (
        "不支持服务商内置的工具 {name}；请用带 input_schema 的自定义工具。",
        "The built-in tool {name} is not offered: use a tool of your own, with an input_schema.",
    ),
    "only_embeds": (
        "模型 {name} 只输出向量，请用于 /v1/embeddings。",
        "The model {name} answers with vectors only: ask it at /v1/embeddings.",
    ),
    "no_words": (
        "模型 {name} 不能对话，它的能力是 {kind}。",
        "The model {name} does not answer with words: its capability is {kind}.",
    ),
    "no_ranks": (
        "模型 {name} 不能重排序；能重排序的有：{offered}。",
        "The model {name} does not rank documents; these do: {offered}.",
    ),
    "no_rerank_model": (
        "尚未配置重排序模型：请设置 DASHSCOPE_API_KEY，或由管理员添加能力含 rerank 的模型。"
        "没有扣除积分。",
        "No model ranks documents: set DASHSCOPE_API_KEY, or let an administrator add a model with "
        "the capability rerank. Nothing was charged.",
    ),
    "no_embeddings": (
        "模型 {name} 不输出向量；能输出向量的有：{offered}。",
        "The model {name} does not embed; these do: {offered}.",
    ),
    "input_empty": ("{field} 不能为空。", "{field} must not be empty."),
    "input_texts": (
        "{field} 须为一段文本、文本的列表，或 token 编号的列表。",
        "{field} is a text, a list of texts, or lists of token ids.",
    ),
    "input_tokens": (
        "模型 {name} 只接受文本，不接受 token 编号"
        "（LangChain 请设 check_embedding_ctx_length=False）。",
        "The model {name} takes texts, not ids of tokens "
        "(in LangChain: check_embedding_ctx_length=False).",
    ),
    "no_embedding_model": (
        "尚未配置向量模型：请设置 DASHSCOPE_API_KEY，或 EMBEDDING_MODEL（及 EMBEDDING_API_URL、"
        "EMBEDDING_API_KEY），或由管理员添加能力含 embedding 的模型。",
        "No model embeds: set DASHSCOPE_API_KEY, or EMBEDDING_MODEL (with EMBEDDING_API_URL and "
        "EMBEDDING_API_KEY), or let an administrator add a model with the capability embedding.",
    ),
    "unknown_model": ("没有名为 {name} 的模型。", "There is no model named {name}."),
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
    "upstream_error": ("模型服务返回了错误。", "The model service failed."),
    "upstream_busy": (
        "模型服务繁忙，请稍后再试。",
        "The model service is busy; try again in a moment.",
    ),
    "all_resting": (
        "模型服务连续失败，正在短暂停用，请稍后再试。",
        "The model services keep failing and are left alone for a moment; try again soon.",
    ),
    "upstream_cut": ("模型服务的回答中断了。", "The model service's answer broke off."),
    "request_refused": (
        "模型服务不接受该请求：{said}",
        "The model service does not take this request: {said}",
    ),
    "trial_failed": ("模型服务的回答：{said}", "The provider answered: {said}"),
    "upstream_refused": (
        "模型服务拒绝了请求，请联系管理员。",
        "The model service refused the request; tell the administrator.",
    ),
    "upstream_timeout": (
        "模型没有及时回答完。请再试一次、换一个更快或更小的模型，或把要求的回答缩短；"
        "服务的管理者可以调大 LLM_TIMEOUT。",
        "The model did not finish its answer in time. Ask again, take a quicker or smaller model,"
        " or ask for less; who runs this service can raise LLM_TIMEOUT.",
    ),
    "no_model": (
        "尚未配置模型服务：请设置 DASHSCOPE_API_KEY，或 OPENAI_API_URL 与 OPENAI_API_KEY。",
        "No model is configured: set DASHSCOPE_API_KEY, or OPENAI_API_URL and OPENAI_API_KEY.",
    ),
}
