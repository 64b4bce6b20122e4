"""Who sends mails to users, and where their links lead."""

from shared.config import parsers, smtp
from shared.config.accounts import Accounts
from shared.config.declaration import setting
from shared.config.smtp import Server


class Mail(Accounts, frozen=True, kw_only=True):
    mail_server: Server | None = setting(
        "SMTP_URL",
        default=None,
        read=smtp.read,
        secret=True,
        meaning=(
            "SMTP server for mails to users, such as DirectMail's "
            "`smtps://noreply%40example.com:password@smtpdm.aliyun.com:465`; `smtp://` asks for "
            "STARTTLS, `?tls=off` does without, `?ca=file` trusts other certificates too. Without "
            "one nobody is sent a new password"
        ),
    )
    mail_from: str = setting(
        "MAIL_FROM",
        read=smtp.sender,
        meaning="sender of mails, such as `Yunzhan <noreply@example.com>`; needed for `SMTP_URL`",
    )
    confirm_email: bool = setting(
        "CONFIRM_EMAIL",
        default=False,
        read=parsers.switch,
        meaning=(
            "who registers must follow a link in a mail before they can use anything; needs "
            "`SMTP_URL`"
        ),
    )
