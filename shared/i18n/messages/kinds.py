"""Kinds of JSON values, by msgspec's names, in Chinese and English."""

KINDS = {
    "int": ("整数", "a whole number"),
    "float": ("数字", "a number"),
    "str": ("字符串", "a string"),
    "bool": ("布尔值", "true or false"),
    "array": ("数组", "a list"),
    "object": ("对象", "an object"),
    "null": (" null", "null"),
}
