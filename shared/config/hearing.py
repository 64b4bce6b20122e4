"""Who turns speech into text."""

from shared.config import parsers
from shared.config.declaration import setting
from shared.config.labelling import Labelling


class Hearing(Labelling, frozen=True, kw_only=True):
    local_speech: bool = setting(
        "LOCAL_SPEECH",
        default=True,
        read=parsers.switch,
        meaning=(
            "`make run` installs Whisper (about 260 MB to fetch, 480 MB on disk), which turns "
            "speech into text where no provider does; `off` does without"
        ),
    )
    speech_provider: str = setting(
        "SPEECH_PROVIDER",
        read=parsers.speech_provider,
        meaning=(
            "who turns speech into text: `dashscope`, `tingwu` or `local`; if empty, the first "
            "of Model Studio and the local Whisper that is there"
        ),
    )
    tingwu_app_key: str = setting(
        "TINGWU_APP_KEY",
        read=parsers.token,
        meaning="the application of Tingwu that transcribes (`SPEECH_PROVIDER=tingwu`)",
    )
    tingwu_key_id: str = setting(
        "TINGWU_ACCESS_KEY_ID",
        read=parsers.token,
        secret=True,
        meaning="access key for Tingwu; without one, the key of the function's role",
    )
    tingwu_key_secret: str = setting(
        "TINGWU_ACCESS_KEY_SECRET", read=parsers.token, secret=True, meaning="its secret"
    )
    tingwu_url: str = setting(
        "TINGWU_API_URL",
        meaning="address of Tingwu; `https://tingwu.cn-beijing.aliyuncs.com` if empty",
    )
    tingwu_price: int | None = setting(
        "TINGWU_PRICE",
        default=None,
        read=parsers.whole,
        meaning=(
            "credits for an hour of a recording at Tingwu, 0 for none; needed where credits "
            "count, since what has an unknown price is refused"
        ),
    )
