"""Messages about accounts: who somebody is, and what they have, in Chinese and English."""

MESSAGES = {
    "second_factor_required": (
        "请输入身份验证器上的六位数字，或一个恢复码。",
        "Enter the six digits of your authenticator, or a recovery code.",
    ),
    "second_factor_invalid": (
        "验证码不正确，或已经用过；请等待下一个验证码。",
        "The code is wrong, or was used before; wait for the next one.",
    ),
    "second_factor_missing": (
        "管理员须先在账号页开启两步验证。",
        "Administrators must first set up a second factor, on the page of their account.",
    ),
    "second_factor_on": ("两步验证已经开启。", "The second factor is on already."),
    "second_factor_off": ("两步验证尚未开启。", "The second factor is not on."),
    "email_unconfirmed": (
        "请先点击邮件中的链接，确认您的邮箱。",
        "First confirm your e-mail address by the link in the mail.",
    ),
    "email_confirmed": ("该邮箱已经确认。", "This address is confirmed already."),
    "no_mail": (
        "此站点无法发送邮件，请联系管理员。",
        "This deployment cannot send mail; ask its administrator.",
    ),
    "mails_sent": (
        "已向该邮箱发送过多封邮件，请查看收件箱和垃圾邮件，或在 {seconds} 秒后再试。",
        "Several mails were sent to this address; look for them, also among the spam, or try again"
        " in {seconds} seconds.",
    ),
    "link_invalid": (
        "链接无效：已过期、已用过，或之后又有新的链接。",
        "The link is not valid: too old, used before, or followed by a newer one.",
    ),
    "account_disabled": ("账号已被停用。", "The account is disabled."),
    "invite_required": ("注册需要邀请码。", "Registration needs an invite code."),
    "invite_invalid": ("邀请码无效。", "The invite code is not valid."),
    "code_invalid": (
        "兑换码无效：可能输入有误、已过期、已用完或已停用。",
        "The code is not valid: mistyped, too old, used up, or switched off.",
    ),
    "code_redeemed": (
        "您已经兑换过这个兑换码。",
        "You have redeemed this code already.",
    ),
    "keys_full": (
        "已有 {limit} 个 API 密钥，请先删除不用的。",
        "There are {limit} API keys already; remove one that is not used.",
    ),
    "last_administrator": (
        "这是最后一位管理员。",
        "This is the last administrator.",
    ),
    "email_taken": ("该邮箱已注册。", "This e-mail is registered already."),
    "email_invalid": ("邮箱地址无效。", "The e-mail address is not valid."),
    "too_few_credits": ("该用户的积分不足。", "The user has fewer credits than that."),
    "password_needed": (
        "修改密码需要提供当前密码。",
        "To change the password, give the current one.",
    ),
    "password_length": ("密码须为 8 到 128 个字符。", "A password has 8 to 128 characters."),
    "password_common": ("密码过于常见，请换一个。", "This password is too common."),
    "password_is_email": ("密码不能与邮箱相同。", "The password must not be the e-mail."),
    "name_invalid": (
        "名称不能为空，不能过长，也不能含控制字符。",
        "A name is not empty, not too long, and has no control characters.",
    ),
    "invalid_credentials": ("邮箱或密码不正确。", "The e-mail or the password is wrong."),
    "token_reused": (
        "登录凭证已被使用过；为安全起见，请重新登录。",
        "This token was used before; log in again, for safety.",
    ),
}
