"""How personas are called, and what each is for."""

MESSAGES = {
    "persona_chat": ("助手", "Assistant"),
    "persona_chat_about": ("问答、写作、编程", "Questions, writing, code"),
    "persona_oracle": ("神谕", "Oracle"),
    "persona_oracle_about": ("换个角度看烦恼", "Another view of what troubles you"),
    "persona_translator": ("译者", "Translator"),
    "persona_translator_about": ("中英互译", "Chinese and English, both ways"),
    "persona_drug_advisor": ("用药科普", "Medicines"),
    "persona_drug_advisor_about": ("用途、禁忌与注意事项", "What they are for, and what to mind"),
    "persona_appraiser": ("古玩鉴赏", "Antiques"),
    "persona_appraiser_about": ("年代、工艺与真伪疑点", "Period, craft and doubts"),
}
