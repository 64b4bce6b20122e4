"""Whether what people and models say is checked, by whom, and what holds when nobody can."""

from typing import Literal

from shared.config import parsers
from shared.config.costs import Costs
from shared.config.declaration import setting


class Safety(Costs, frozen=True, kw_only=True):
    moderation: Literal["off", "aliyun", "words"] = setting(
        "MODERATION",
        default="off",
        read=parsers.moderation,
        meaning=(
            "who checks what goes in and comes out: `aliyun` (Alibaba Cloud's Text Moderation "
            "PLUS), `words` (lists of words), or nobody (`off`). See [Compliance](compliance.md)"
        ),
    )
    moderation_url: str = setting(
        "MODERATION_API_URL",
        meaning=(
            "address of the moderation service; `https://green-cip.cn-shanghai.aliyuncs.com` if "
            "empty"
        ),
    )
    moderation_key_id: str = setting(
        "MODERATION_ACCESS_KEY_ID",
        read=parsers.token,
        secret=True,
        meaning="access key for it; without one, the key of the function's role",
    )
    moderation_key_secret: str = setting(
        "MODERATION_ACCESS_KEY_SECRET", read=parsers.token, secret=True, meaning="its secret"
    )
    moderation_services: parsers.Services = setting(
        "MODERATION_SERVICES",
        default=parsers.MODERATION_SERVICES,
        read=parsers.services,
        meaning=(
            "the service's services that check what is asked (`input`) and answered (`output`), "
            "names (`name`), and what pictures, films and speech are made from (`prompt`), such "
            "as `name=nickname_detection_pro`"
        ),
    )
    moderation_level: Literal["high", "medium", "low"] = setting(
        "MODERATION_LEVEL",
        default="medium",
        read=parsers.risk,
        meaning="risk from which the service's verdict refuses: `high`, `medium` or `low`",
    )
    moderation_failure: Literal["", "open", "closed", "anonymous"] = setting(
        "MODERATION_ON_FAILURE",
        default="",
        read=parsers.on_failure,
        meaning=(
            "what is not checked because the service or the lists fail is let through (`open`), "
            "refused (`closed`), or refused to who has no account (`anonymous`, as in production "
            "if empty; elsewhere it is `open`)"
        ),
    )
    moderation_seconds: int = setting(
        "MODERATION_TIMEOUT",
        default=3,
        read=parsers.seconds,
        meaning="seconds that one check may take, retries included",
    )
    moderation_answers: bool = setting(
        "MODERATION_ANSWERS",
        default=False,
        read=parsers.switch,
        meaning=(
            "chats that are refused are answered with what the service says instead, where its "
            "library has an answer"
        ),
    )
    moderation_files: tuple[str, ...] = setting(
        "MODERATION_WORDS",
        default=(),
        read=parsers.words,
        meaning=(
            "files of words, separated by commas, beside those that administrators put into the "
            "setting `moderation_words`"
        ),
    )
