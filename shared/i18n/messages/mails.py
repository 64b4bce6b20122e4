"""What mails to users say, in Chinese and English; nothing in them was written by a user."""

MESSAGES = {
    "mail_reset_subject": ("设置新密码", "Set a new password"),
    "mail_reset_first": (
        "有人请求为此邮箱的账号设置新密码。如果是您本人，请在 30 分钟内打开下面的链接：",
        "Somebody asked for a new password for the account with this address. If it was you, open"
        " this link within 30 minutes:",
    ),
    "mail_reset_last": (
        "链接只能使用一次。如果不是您本人，请忽略此邮件：密码不会改变。",
        "The link works once. If it was not you, ignore this mail: your password stays as it is.",
    ),
    "mail_confirm_subject": ("确认您的邮箱", "Confirm your e-mail address"),
    "mail_confirm_first": (
        "有人用此邮箱注册了账号。如果是您本人，请在 24 小时内打开下面的链接，确认邮箱：",
        "Somebody registered an account with this address. If it was you, open this link within"
        " 24 hours to confirm the address:",
    ),
    "mail_confirm_last": (
        "如果不是您本人，请忽略此邮件。",
        "If it was not you, ignore this mail.",
    ),
}
