"""Which languages those who listen at a provider understand, as ISO 639 names them."""

# Model Studio, "Qwen-ASR API reference" (2026-10).
OF_QWEN = frozenset(
    "zh yue en ja de ko ru fr pt ar it es hi id th tr uk vi cs da fil fi is ms no pl sv".split()
)
# Tingwu's names for them; without one it takes Chinese and English, mixed.
OF_TINGWU = {"": "fspk", "zh": "cn", "en": "en", "yue": "yue", "ja": "ja", "ko": "ko"}
