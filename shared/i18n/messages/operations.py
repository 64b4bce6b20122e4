"""Messages about what administrators may change, in Chinese and English."""

MESSAGES = {
    "setting_limits": (
        "各类请求的频率上限：多少秒内最多多少次；留空即为框内所示的默认值。",
        "At most so many requests of a kind in so many seconds; an empty field keeps the default"
        " that it shows.",
    ),
    "setting_daily_tokens": (
        "每个用户每天的 token 额度；0 为不限。",
        "Tokens of a user per day; 0 is no quota.",
    ),
    "setting_monthly_tokens": (
        "每个用户每月的 token 额度；0 为不限。",
        "Tokens of a user per month; 0 is no quota.",
    ),
    "setting_signup_credits": ("新用户获赠的积分。", "Credits of a new user."),
    "setting_storage_bytes": (
        "每个用户的文件最多占多少字节；0 为不限。",
        "Bytes that the files of a user may take; 0 is no quota.",
    ),
    "setting_storage_files": (
        "每个用户最多有多少个文件；0 为不限。",
        "How many files a user may have; 0 is no quota.",
    ),
    "setting_anonymous_chats_per_day": (
        "未登录时每个地址每天的对话次数；0 为不允许。",
        "Chats per address and day without an account; 0 forbids them.",
    ),
    "setting_enable_invite_codes": (
        "注册是否需要邀请码。",
        "Whether registration needs an invite code.",
    ),
    "setting_enable_credit_system": ("调用是否消耗积分。", "Whether calls cost credits."),
    "setting_announcement": (
        "显示在用户页面顶部的公告，中英文各一份；默认没有公告。",
        "A notice at the top of users' pages, in Chinese and English; by default there is none.",
    ),
    "setting_personas": (
        "用户聊天时可选的角色及其中英文提示词：可修改内置角色，也可添加新的；删除对内置角色的"
        "修改，即恢复原样。",
        "The personas that users choose from in a chat, with their prompts in Chinese and English:"
        " built-in ones can be changed, and others added; a built-in one whose change is removed"
        " is as it was.",
    ),
    "setting_moderation_words": (
        "不允许出现的词，按标签分组，每项一个词或 /正则表达式/（MODERATION=words 时生效）；"
        "拼音、全角、大小写与夹在中间的符号都会识别。",
        "Words that may not occur, by label: each a word, or a /regular expression/, with"
        " MODERATION=words. Pinyin, width, case and signs in between are seen through.",
    ),
    "word_unreadable": (
        "第 {number} 项无法识别：{why}。",
        "Item {number} cannot be read: it {why}.",
    ),
    "front_what": (
        "云栈：部署在阿里云函数计算上的 AI 后端。这里是它的 HTTP 接口。",
        "An AI backend for Alibaba Cloud Function Compute. This is its HTTP API.",
    ),
    "front_pages": (
        "页面尚未构建：make run 会构建它们（需能访问 npm 的软件源），部署前则用 make build。",
        "The pages are not built: `make run` builds them where npm's registry can be reached, and"
        " so does `make build` before a deploy.",
    ),
    "front_docs": ("查看并试用全部接口", "all endpoints, to read and to try"),
    "front_document": ("OpenAPI 3.1 文档，供程序使用", "the same as an OpenAPI 3.1 document"),
    "front_health": ("服务是否正常", "whether it is well"),
}
