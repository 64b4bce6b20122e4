"""Messages about labels of generated content, in Chinese and English."""

MESSAGES = {
    "mark_required": (
        "此部署要求生成内容带有显式标识，不能用 mark: false 去掉。",
        "Generated content bears its visible mark here: mark: false is not allowed.",
    ),
}
