"""Messages about speech, in Chinese and English."""

MESSAGES = {
    "no_listener": (
        "还不能识别语音：请设置 DASHSCOPE_API_KEY（长录音和区分说话人还需要 OSS），"
        "或设置 SPEECH_PROVIDER=tingwu，或在本地用 make run 安装 Whisper（LOCAL_SPEECH）。"
        "没有扣除积分。",
        "Nothing here can listen: set DASHSCOPE_API_KEY (long recordings and speakers need OSS"
        " too), or SPEECH_PROVIDER=tingwu, or let make run install Whisper (LOCAL_SPEECH). No"
        " credits were taken.",
    ),
    "no_such_listener": (
        "没有能识别语音的模型 {name}；可用的有：{offered}。",
        "No model {name} listens here; these do: {offered}.",
    ),
    "diarize_unavailable": (
        "这里的语音识别不能区分说话人：请去掉 diarize，"
        "或配置 fun-asr（DASHSCOPE_API_KEY 与 OSS）或听悟。",
        "What listens here cannot tell speakers apart: leave diarize out, or configure fun-asr"
        " (DASHSCOPE_API_KEY and OSS) or Tingwu.",
    ),
    "no_translation": (
        "这里的语音识别不能翻译：请转写后再翻译。",
        "What listens here does not translate: transcribe the recording, and have the text"
        " translated.",
    ),
    "language_unheard": (
        "不支持识别语言 {name}；支持的有：{offered}。",
        "The language {name} is not understood; these are: {offered}.",
    ),
    "price_unknown": (
        "{name} 没有设置价格，启用积分时不能使用。",
        "{name} has no price, and is not used where credits count.",
    ),
    "one_recording": (
        "请在 file_id 与 url 中给出一个。",
        "Give one of file_id and url.",
    ),
    "no_sound": ("该文件不是音频或视频。", "The file is neither sound nor film."),
    "recording_unreadable": (
        "录音已损坏，或其中没有声音。",
        "The recording is damaged, or has no sound in it.",
    ),
    "recording_too_long": (
        "录音超过了上限 {limit} 秒；积分已退回。",
        "The recording lasts longer than the {limit} seconds that are taken; the credits were given"
        " back.",
    ),
    "recording_too_dear": (
        "录音比可用积分所能支付的 {limit} 秒更长；积分已退回。",
        "The recording lasts longer than the {limit} seconds that the credits pay for; they were"
        " given back.",
    ),
    "recording_not_fetched": (
        "服务商没有取得录音；积分已退回，请重试。",
        "The provider could not fetch the recording; the credits were given back. Try again.",
    ),
    "listener_failed": (
        "语音识别程序出错；积分已退回。",
        "The program that listens has failed; the credits were given back.",
    ),
    "content_refused": (
        "内容未通过服务商的安全审核；没有扣除积分。",
        "The provider's moderation refused the content; no credits were taken.",
    ),
    "form_file_missing": ("请在表单的 file 中给出录音。", "Give the recording as `file`."),
    "granularity_unknown": (
        "timestamp_granularities 只能是 segment 或 word。",
        "timestamp_granularities may be segment and word.",
    ),
    "no_speaker": (
        "还不能合成语音：请设置 DASHSCOPE_API_KEY。没有扣除积分。",
        "Nothing here can speak: set DASHSCOPE_API_KEY. No credits were taken.",
    ),
    "no_such_speaker": (
        "没有能合成语音的模型 {name}；可用的有：{offered}。",
        "No model {name} speaks here; these do: {offered}.",
    ),
    "speech_too_long": (
        "文本超过了 {name} 的上限 {limit} 个字符（一个汉字计两个）。",
        "The text has more than the {limit} characters that {name} takes (a Chinese one counts as"
        " two).",
    ),
    "speech_format": (
        "{name} 不输出 {format}；支持的有：{offered}。",
        "{name} does not speak {format}; these it does: {offered}.",
    ),
    "speech_speed": (
        "{name} 的语速须在 {least} 与 {most} 之间。",
        "The speed of {name} is from {least} to {most}.",
    ),
}
