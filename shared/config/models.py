"""Who answers questions and reads pictures."""

from shared.config import parsers
from shared.config.accounts import Accounts
from shared.config.declaration import setting


class Models(Accounts, frozen=True, kw_only=True):
    openai_url: str = setting(
        "OPENAI_API_URL",
        "API_BASE_URL",
        meaning="base URL of an OpenAI-compatible API, or its full .../chat/completions",
    )
    openai_key: str = setting(
        "OPENAI_API_KEY", "API_KEY", read=parsers.token, secret=True, meaning="its key"
    )
    openai_model: str = setting(
        "OPENAI_MODEL", "MODEL_ID", read=parsers.name, meaning="the model to ask for"
    )
    dashscope_key: str = setting(
        "DASHSCOPE_API_KEY",
        read=parsers.token,
        secret=True,
        meaning="key for Qwen on Alibaba Cloud Model Studio",
    )
    llm_timeout: int = setting(
        "LLM_TIMEOUT",
        default=100,
        read=parsers.seconds,
        meaning="seconds that one answer may take in all",
    )
    local_model: str = setting(
        "LOCAL_MODEL", meaning="a .gguf file for `make run`, or off; a local Qwen by default"
    )
    local_ocr: bool = setting(
        "LOCAL_OCR",
        default=True,
        read=parsers.switch,
        meaning="`make run` installs RapidOCR, which reads pictures where no model can see",
    )
