"""Names of drugs as they are compared: neither width, case, punctuation nor script counts.

A key is what all spellings of one name have in common. The dosage form stays in it, since tablets
and capsules of one substance are two drugs; the stem is what is left of a key without its form.
"""

import unicodedata

# The characters that names of drugs, their makers and the words on a box are written with.
_TRADITIONAL = (
    "藥準國製廠產業規適應註項劑號證書說詳閱讀醫師導癥療處當歸參黃連銀翹膠顆軟腸緩釋溫涼熱濕風氣陰"
    "陽腎腦臟膽節關鎮靜寧補養潤潔淨淸淚噴霧貼葉頭蘆薈薑鬱蘭靈龜鱉龍壯鹽鈉鉀鈣鎂鋅鐵銅鋁鉍錫鋰氫銨"
    "醯環羥維複復雙單異順轉爾衛黴紅腫脹瀉結開勞損傷痺絡絲鬆彈驗檢測頸痠無極萬聖豐華興東廣濟衆眾總"
    "協樂歡營護視潰瘍蟲殺滅電話廈門達藍愛強實貿責際聯學鏈網線級標執曆離類檸壓壞層齒寶貝嬰兒婦燈積"
    "於與為並來從樹葯囯亞鐘貞輔穩絞創齡獻魚蒼術貓鬚蓯澤車錢萊蔔蓮蘇細蟬蛻蠶殭蔘齊癬頑鵝鴨蠍鹼鹹甦"
    "臨狀檔輕輸長間陳雜難雲頂頓飲館馬麗麥鋇鉑鎘鎳銻釩鎵鉻鈷鉬鍺錳醣釀鈎鉤銘鋒鏡隨頒顏願飛駐騰魯鳳"
    "鶴鹵氬腖餾餘棗檳楓樺欖殼漿濁濃瀝灣燙爐牽獨琺畢瘧瘡癢癰瘺皺盤碼磯禮種稱窩竅筆簡糧糞約納純紗終"
    "組絨統經綠緊緒練縮縱織繞繼續羅義聲聽職肅脫膚膿臘舊艷蓋蔣虛蝦螞蟻衝裝訂計託記設許評試該認語誘"
    "調談請諾講譯讚豬負貨貯費賀資賴購賽贈贊趙踐軀載輪農進運過遠選遺鄉鄭釐針鈴鎢錐鍊鑽閃閉閏陸陣隊"
    "階雛靂韓頁預領頻題額飯飽飾餅駝驅骯髒鬧鮮鮑鯊鯉鰻鳥鴿鷄鷹點黨冊兩嚴爲烏亂虧侖們會傳僞體儲內寫"
    "減幾別動匱區滷歷厭發變後嘔響啞圍夾奧宮對尋嶺巰帶幹莊牀錄徵憶惡懸攣據撳數時暈條櫞漢沒潑淺溼滯"
    "煉煙煩燒皰痙癇瘻癲監盜瞼祕竇絛綜編纈羣脅脈膩豔蕁慮蟯見識質貧較遙郵鍾銷隱韋須顛顫雞鳴齦蘿瓊禦"
)
_SIMPLIFIED = (
    "药准国制厂产业规适应注项剂号证书说详阅读医师导症疗处当归参黄连银翘胶颗软肠缓释温凉热湿风气阴"
    "阳肾脑脏胆节关镇静宁补养润洁净清泪喷雾贴叶头芦荟姜郁兰灵龟鳖龙壮盐钠钾钙镁锌铁铜铝铋锡锂氢铵"
    "酰环羟维复复双单异顺转尔卫霉红肿胀泻结开劳损伤痹络丝松弹验检测颈酸无极万圣丰华兴东广济众众总"
    "协乐欢营护视溃疡虫杀灭电话厦门达蓝爱强实贸责际联学链网线级标执历离类柠压坏层齿宝贝婴儿妇灯积"
    "于与为并来从树药国亚钟贞辅稳绞创龄献鱼苍术猫须苁泽车钱莱卜莲苏细蝉蜕蚕僵参齐癣顽鹅鸭蝎碱咸苏"
    "临状档轻输长间陈杂难云顶顿饮馆马丽麦钡铂镉镍锑钒镓铬钴钼锗锰糖酿钩钩铭锋镜随颁颜愿飞驻腾鲁凤"
    "鹤卤氩胨馏余枣槟枫桦榄壳浆浊浓沥湾烫炉牵独珐毕疟疮痒痈瘘皱盘码矶礼种称窝窍笔简粮粪约纳纯纱终"
    "组绒统经绿紧绪练缩纵织绕继续罗义声听职肃脱肤脓腊旧艳盖蒋虚虾蚂蚁冲装订计托记设许评试该认语诱"
    "调谈请诺讲译赞猪负货贮费贺资赖购赛赠赞赵践躯载轮农进运过远选遗乡郑厘针铃钨锥炼钻闪闭闰陆阵队"
    "阶雏雳韩页预领频题额饭饱饰饼驼驱肮脏闹鲜鲍鲨鲤鳗鸟鸽鸡鹰点党册两严为乌乱亏仑们会传伪体储内写"
    "减几别动匮区卤历厌发变后呕响哑围夹奥宫对寻岭巯带干庄床录征忆恶悬挛据揿数时晕条橼汉没泼浅湿滞"
    "炼烟烦烧疱痉痫瘘癫监盗睑秘窦绦综编缬群胁脉腻艳荨虑蛲见识质贫较遥邮钟销隐韦须颠颤鸡鸣龈萝琼御"
)
_SIMPLER = str.maketrans(_TRADITIONAL, _SIMPLIFIED)

FORMS = tuple(
    """
    缓释胶囊 控释胶囊 肠溶胶囊 软胶囊 硬胶囊 胶囊
    口腔崩解片 口崩片 分散片 咀嚼片 泡腾片 缓释片 控释片 肠溶片 舌下片 含片 贴片 片
    泡腾颗粒 颗粒 冲剂 干混悬剂 混悬滴剂 混悬液 口服溶液 口服液 糖浆 合剂 滴剂
    水蜜丸 大蜜丸 浓缩丸 滴丸 丸 散 丹 煎膏 流浸膏 浸膏
    软膏 乳膏 眼膏 贴膏 膏药 凝胶 乳胶 搽剂 洗剂 溶液 栓 酊 膏 贴
    滴眼液 滴鼻液 滴耳液 滴眼剂 喷雾剂 鼻喷剂 气雾剂 粉雾剂 吸入剂
    注射液 注射剂 粉针 口服散 胶浆 胶 水 油 酒 茶 露 精
    """.split()
)
_BY_LENGTH = sorted(FORMS, key=len, reverse=True)
_SHORTEST_STEM = 2


def plain(text: str) -> str:
    """`text` in narrow width and simplified script, character by character: as long as before."""
    narrow = (unicodedata.normalize("NFKC", character) for character in text)
    same = (new if len(new) == 1 else old for new, old in zip(narrow, text, strict=True))
    return "".join(same).translate(_SIMPLER)


def key(text: str) -> str:
    """What all spellings of a name have in common; empty for one without letters or digits."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_SIMPLER)
    return "".join(filter(str.isalnum, folded))


def form(text: str) -> str | None:
    """The dosage form that a name ends with: the longest of FORMS, or None."""
    return _split(key(text))[1]


def stem(text: str) -> str:
    """The key without its dosage form, or all of it when nothing much would be left."""
    whole = key(text)
    short = _split(whole)[0]
    return short if len(short) >= _SHORTEST_STEM else whole


def filed(text: str) -> str:
    """The key with its stem apart, so that all forms of one medicine stand together in an index."""
    return f"{stem(text)}/{form(text) or ''}" if key(text) else ""


def _split(whole: str) -> tuple[str, str | None]:
    for known in _BY_LENGTH:
        for ending in (f"{known}剂", known):
            if whole.endswith(ending):
                return whole.removesuffix(ending), known
    return whole, None
