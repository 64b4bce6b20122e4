"""Lists of words and patterns, found in any text in linear time, also as people disguise them."""
