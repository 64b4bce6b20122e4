"""Which languages those who listen understand, as ISO 639 names them."""

# Model Studio, "Qwen-ASR API reference" (2026-10).
OF_QWEN = frozenset(
    "zh yue en ja de ko ru fr pt ar it es hi id th tr uk vi cs da fil fi is ms no pl sv".split()
)
# Tingwu's names for them; without one it takes Chinese and English, mixed.
OF_TINGWU = {"": "fspk", "zh": "cn", "en": "en", "yue": "yue", "ja": "ja", "ko": "ko"}
# Those of Whisper's multilingual models but the third large one (openai/whisper, tokenizer.py).
OF_WHISPER = frozenset(
    "af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he"
    " hi hr ht hu hy id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne"
    " nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk"
    " ur uz vi yi yo zh".split()
)
