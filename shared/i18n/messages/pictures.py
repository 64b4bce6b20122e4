"""Messages about pictures, files and drugs, in Chinese and English."""

MESSAGES = {
    "file_type": (
        "不支持这种类型的文件；支持的类型：{expected}。",
        "Files of this type are not taken; these are: {expected}.",
    ),
    "file_other": (
        "文件内容不是 {expected}，已删除。",
        "The content of the file is not {expected}; it was removed.",
    ),
    "file_too_large": (
        "文件过大，上限为 {limit} 字节。",
        "The file is too large; the limit is {limit} bytes.",
    ),
    "file_pending": ("文件尚未上传。", "The file has not been sent yet."),
    "pass_invalid": ("该链接无效或已过期。", "This link is not valid, or has expired."),
    "picture_type": (
        "请发送 JPEG、PNG、WebP、GIF 或 HEIC 图片。",
        "Send a JPEG, PNG, WebP, GIF or HEIC picture.",
    ),
    "picture_drug": ("药盒", "medicine box"),
    "picture_antique": ("古玩", "antique"),
    "picture_general": ("图片", "picture"),
    "picture_broken": ("图片已损坏，无法读取。", "The picture is damaged and cannot be read."),
    "picture_bytes": (
        "图片过大，上限为 {limit} 字节。",
        "The picture is too large; the limit is {limit} bytes.",
    ),
    "decoder_busy": (
        "正在处理的图片过多，请稍后再试。",
        "Too many pictures are being read; try again in a moment.",
    ),
    "picture_pixels": (
        "图片不能超过 {limit} 百万像素。",
        "A picture has at most {limit} megapixels.",
    ),
    "picture_shape": (
        "图片边长至少 {shortest} 像素，长宽比不超过 {ratio}:1。",
        "A picture has sides of at least {shortest} pixels and a ratio of at most {ratio}:1.",
    ),
    "image_unknown": (
        "image 须为 data URL（base64）、https 地址或文件编号。",
        "The image is no data URL (base64), https address or file id.",
    ),
    "no_sight": (
        "识别古董需要视觉模型：请把 OPENAI_MODEL 设为支持图片的模型（如 qwen3-vl-plus），"
        "或由管理员添加一个。",
        "Antiques need a model that can see: set OPENAI_MODEL to a vision model, such as"
        " qwen3-vl-plus, or let an administrator add one.",
    ),
    "no_reader": (
        "无法识别图片：请把 OPENAI_MODEL 设为支持图片的模型（如 qwen3-vl-plus），"
        "或在本地用 make run 安装 RapidOCR（LOCAL_OCR）。",
        "Nothing here can look at pictures: set OPENAI_MODEL to a vision model, such as"
        " qwen3-vl-plus, or let make run install RapidOCR (LOCAL_OCR).",
    ),
    "antique_disclaimer": (
        "仅凭图片作出的判断，由模型生成，不构成鉴定、估价或交易建议。",
        "Judged by a model from a picture alone: no appraisal, valuation or advice to trade.",
    ),
    "only_read": (
        "由文字识别（OCR）读出，未经模型或人工核对，可能有误；用药请以药品说明书为准，并咨询医生或药师。",
        "Read off by text recognition (OCR) alone, checked by no model and no person: there may be"
        " mistakes. Go by the leaflet, and ask a doctor or pharmacist.",
    ),
    "not_told_apart": (
        "以下各项的文字无法与其他内容可靠区分，因此留空：{fields}。",
        "Left empty, since their text could not be told from other text with certainty: {fields}.",
    ),
    "url_refused": ("不能从该地址获取内容。", "Nothing is fetched from this address."),
    "url_failed": ("无法从该地址取得内容。", "Nothing could be fetched from this address."),
    "url_late": ("该地址没有及时返回内容。", "The address did not answer in time."),
    "form_broken": ("表单格式有误或不完整。", "The form is malformed or not complete."),
    "field_repeated": ("字段 {field} 重复。", "The field {field} is there more than once."),
    "field_encoding": ("字段 {field} 须为 UTF-8 文本。", "The field {field} is not text in UTF-8."),
    "storage_unavailable": (
        "文件存储暂时不可用，请稍后再试。",
        "The storage of files is not available; try again in a moment.",
    ),
    "storage_failed": (
        "文件存储拒绝了请求，请联系管理员。",
        "The storage of files refused the request; tell the administrator.",
    ),
    "storage_keyless": (
        "没有访问 OSS 的密钥：请设置 OSS_ACCESS_KEY_ID 与 OSS_ACCESS_KEY_SECRET，"
        "或为函数配置角色。",
        "There is no key for OSS: set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET,"
        " or give the function a role.",
    ),
    "number_invalid": ("批准文号的格式不正确。", "This is not the format of an approval number."),
    "number_twice": (
        "批准文号与第 {earlier} 行重复。",
        "Line {earlier} has the same approval number.",
    ),
    "lines_invalid": (
        "文件有 {count} 处错误，没有导入任何内容。",
        "The file has {count} faults; nothing was imported.",
    ),
    "csv_encoding": ("文件须为 UTF-8 或 GB18030 编码。", "The file is neither UTF-8 nor GB18030."),
    "csv_header": (
        "首行须写明各列的名称，其中应有药品名称和批准文号。",
        "The first line names the columns, among them name and approval_number.",
    ),
    "csv_column": (
        "不认识列 {name}，或它出现了两次。",
        "The column {name} is not known, or is there twice.",
    ),
    "csv_rows": ("一个文件最多有 {limit} 种药品。", "A file has at most {limit} drugs."),
    "csv_cells": ("这一行的列比首行多。", "This line has more cells than there are columns."),
    "csv_broken": ("从这一行起引号不成对。", "From this line on the quotes do not match."),
    "unreadable_facts": (
        "模型没有给出可用的识别结果，请换一张更清晰的图片再试。",
        "The model gave no usable facts; try again with a clearer picture.",
    ),
}
