"""Sentences of leaflets: each belongs to one section, and no two say the same."""

import random

SECTIONS = {
    "indications": (
        "用于敏感菌所致的上呼吸道感染。",
        "缓解普通感冒引起的鼻塞流涕。",
        "适用于轻中度原发性高血压。",
        "清热解毒，利咽消肿。",
        "也可用于慢性支气管炎急性发作期。",
        "对泌尿生殖道的淋球菌病有效。",
        "改善关节疼痛及活动不便。",
    ),
    "dosage": (
        "口服，成人一次0.5g，一日3次。",
        "饭后温开水送服，每6小时一回。",
        "小儿按体重每公斤20mg计算。",
        "疗程通常为七天，或遵医嘱。",
        "首剂加倍，随后维持原量。",
        "外用取适量涂于患处，每晚睡前。",
        "24小时内不得超过四次。",
    ),
    "contraindications": (
        "对青霉素过敏者禁用。",
        "严重肝肾功能不全患者不得使用。",
        "活动性消化道溃疡者禁止服药。",
        "孕妇及哺乳期妇女忌用。",
        "两岁以下婴幼儿禁服本品。",
        "正在服用单胺氧化酶抑制药的人禁止合用。",
        "有出血倾向者不可应用。",
    ),
    "warnings": (
        "服药期间不宜驾驶车辆或高空作业。",
        "如出现皮疹应立即停药并就医。",
        "请将药物放在儿童不能接触的地方。",
        "忌烟酒及辛辣油腻食物。",
        "性状发生改变时切勿继续服食。",
        "老年人应在监护之下小心选择。",
        "连用三日症状未见好转须去医院。",
    ),
}


def some(chance: random.Random) -> dict[str, str]:
    """Two to four sentences of each section, in one of its usual orders."""
    names = list(SECTIONS)
    if chance.random() < 0.3:
        names[2], names[3] = names[3], names[2]
    return {name: "".join(chance.sample(SECTIONS[name], chance.randint(2, 4))) for name in names}
