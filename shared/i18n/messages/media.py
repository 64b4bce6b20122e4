"""Messages about media, in Chinese and English."""

MESSAGES = {
    "media_type": (
        "分片上传用于视频和音频；其他文件请用 POST /api/files。",
        "Films and sound are sent in parts; for other files there is POST /api/files.",
    ),
    "part_unknown": (
        "该文件只有 {count} 个分片。",
        "The file has {count} parts.",
    ),
    "parts_missing": (
        "以下分片缺失或大小不符：{numbers}。",
        "These parts are missing, or of another size: {numbers}.",
    ),
    "part_too_large": (
        "分片 {number} 超过了 {limit} 字节，上传已被取消。",
        "Part {number} has more than {limit} bytes: the upload was ended.",
    ),
    "operation_unfit": (
        "该操作不适用于 {given} 类型的文件。",
        "This operation is not for files of type {given}.",
    ),
    "option_unfit": (
        "该选项不适用于 {given} 类型的文件。",
        "This option is not for files of type {given}.",
    ),
    "watermark_of": (
        "水印须为 text 或 image 之一。",
        "A watermark is either a text or an image.",
    ),
    "watermark_letter": (
        "这里的字体没有字符“{letter}”。",
        'No font here has the character "{letter}".',
    ),
    "stills_many": (
        "一次最多截取 {limit} 张图片。",
        "At most {limit} stills are taken at once.",
    ),
    "media_unreadable": (
        "文件已损坏，或不是受支持的音视频格式。",
        "The file is damaged, or of no format of sound or film that is taken.",
    ),
    "media_no_film": ("文件中没有视频画面。", "There is no film in the file."),
    "media_no_sound": ("文件中没有声音。", "There is no sound in the file."),
    "media_long": ("音视频不能超过两小时。", "Films and sound last at most two hours."),
    "media_too_dear": (
        "按时长需要 {cost} 积分，超过按文件大小预留的 {limit} 积分；积分已退回。",
        "Its length costs {cost} credits, more than the {limit} that were set aside by its size;"
        " they were given back.",
    ),
    "media_bytes": (
        "无法压缩到所要求的大小。",
        "It cannot be made as small as was asked for.",
    ),
    "media_heavy": (
        "处理该文件所需的内存超出上限；积分已退回。",
        "The file needs more memory than it may; the credits were given back.",
    ),
    "media_late": (
        "处理该文件所需的时间超出上限；积分已退回。",
        "The file needs more time than it may; the credits were given back.",
    ),
    "disk_full": (
        "处理文件的磁盘空间不足，稍后会自动重试。",
        "There is no room to work on the file now; it is tried again.",
    ),
    "media_output": (
        "处理结果过大。",
        "What came out of it was too large.",
    ),
    "ffmpeg_missing": (
        "这里没有 ffmpeg，无法处理音视频：请安装 imageio-ffmpeg，或用 FFMPEG 指定其路径。"
        "没有扣除积分。",
        "There is no ffmpeg here for sound and film: install imageio-ffmpeg, or let FFMPEG name"
        " one. Nothing was charged.",
    ),
}
