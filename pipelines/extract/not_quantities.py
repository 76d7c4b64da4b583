"""What looks like a quantity and is none: dates, times, ordinals, codes, names, plans. One named pattern each.

Rust regular expressions: no look-around, the first alternative wins.
"""

END = r"(?-u:\b)"
"""End of a Latin word; Chinese characters do not count as its letters."""
_CN = "[一二三四五六七八九十]"
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
)
YEAR = r"(?:19|20)[0-9]{2}"
BEFORE_YEAR = "in|by|since|until|till|after|before|during|from|early|late|mid|through"
PART = "half|quarter"
_AFTER_FIRST = "(?:个月|个|季度|[名位大强家只批次期轮届天年月日周项种款城国省席者])"
"""What the first so many are of; 年底前1200万吨 is a quantity."""
NUMBERED = (
    r"section|article|group|phase|chapter|table|figure|fig\.|part|step|annex|rule|resolution|flight|type|version|tranche"
    "|round|page|room|highway|route|track|class|category|level"
)

URL_REST = r"[^\s\p{Han}，。；）]"
"""A character of a web address."""
DATES = ("month_date", "month_year", "iso_date", "year_phrase", "chinese_date", "chinese_year")
"""The patterns whose matches hold a year."""


def not_quantities(one_word: str) -> dict[str, str]:
    """The patterns by name; `one_word` matches an English number word below twenty."""
    return {
        "citation": r"\[[0-9]{1,3}(?:\]|$)",
        "url": rf"(?:https?://|www\.){URL_REST}+",
        "month_date": rf"{MONTH}\s[0-9]{{1,2}}(?:\s?[-–]\s?[0-9]{{1,2}})?(?:st|nd|rd|th)?{END}(?:,?\s{YEAR}{END})?",
        "month_year": rf"{MONTH}(?:\sof)?\s{YEAR}{END}",
        "day_month": rf"[0-9]{{1,2}}(?:st|nd|rd|th)?\s{MONTH}(?:\s{YEAR})?{END}",
        "iso_date": rf"{YEAR}[-/](?:0?[1-9]|1[0-2])(?:[-/][0-9]{{1,2}})?{END}|{YEAR}\.[0-9]{{1,2}}\.[0-9]{{1,2}}{END}",
        "year_span": rf"{YEAR}年?\s?(?:-|–|—|~|to|至|到|and|和)\s?{YEAR}{END}年?|{YEAR}[-–/][0-9]{{2}}{END}",
        "year_phrase": rf"{END}(?i:{BEFORE_YEAR}) {YEAR}{END}",
        "chinese_date": (
            r"(?:从|自|由)?(?:19|20)?[0-9]{2}年\s?"
            r"(?:[0-9]{1,2}月(?:\s?[0-9]{1,2}[日号])?|底|初|末|[上下]半年|第?[一二三四1-4]季度|Q[1-4])"
        ),
        "chinese_year": (
            rf"(?:从|自|由)?{YEAR}\s?年(?:[上下]半年|度|代|底|初|末)?|[二一][〇零九][〇零一二三四五六七八九]{{2}}年"
        ),
        "chinese_month": (
            r"[0-9]{1,2}月\s?(?:[0-9]{1,2}(?:\s?[-—至到]\s?[0-9]{1,2})?[日号]|份|底|初|末|[上中下]旬)?"
            rf"|{_CN}{{1,2}}月(?:份|{_CN}{{1,3}}[日号])?"
        ),
        "chinese_day": r"(?:0?[1-9]|[12][0-9]|3[01])(?:\s?[-—至到]\s?[0-9]{1,2})?[日号]",
        "century": (
            r"[0-9一二十]{1,3}世纪(?:[0-9一二三四五六七八九十]{1,3}年代)?"
            rf"|[0-9一二三四五六七八九]十?年代|{_CN}十年代"
        ),
        "time": (
            rf"(?:[0-9]{{1,2}}|{_CN}{{1,3}})(?:点(?:钟|整|半)|[点时](?:[0-9]{{1,2}}|零?{_CN}{{1,3}})分)"
            r"|[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?|[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:a\.m\.|p\.m\.|AM|PM|am\b|pm\b)"
            r"|[0-2][0-9][0-5][0-9]\s(?:GMT|UTC|EDT|EST|ET|BST)"
        ),
        "ordinal": rf"[0-9]+(?:,[0-9]{{3}})*(?:st|nd|rd|th){END}",
        "chinese_ordinal": (
            r"第\s?(?:[0-9]+|[零〇一二两三四五六七八九十百千]+)\s?[大个届次轮期名位代]?"
            rf"|前\s?(?:[0-9]+\s?{_AFTER_FIRST}|{_CN}+\s?{_AFTER_FIRST}?)"
        ),
        "rank": rf"{END}(?i:(?:top|first|no\.)\s(?:[0-9]+|{one_word}){END}(?:\s(?:months|quarters|half))?)",
        "part_of_year": (
            rf"{END}(?i:(?:first|second|third|fourth|last|next|this|previous|current|each|every)[ -](?:{PART}))"
            r"|(?i:half[- ](?:year|time|way|hearted|century|staff|mast|life|marathon|truth))|[一二三四]季度|[1-4]季度"
            r"|[上下前后头大]半(?:年|月|场|周)|半年(?:报|度|线|末|期)|半(?:月谈|年轻)"
        ),
        "reference": rf"{END}(?i:(?:{NUMBERED}) [0-9]+(?:\.[0-9]+)*[A-Za-z]?){END}",
        "investigation": r"(?i:301[ -](?:investigation|tariff|measure)s?)|(?:201|232|301|337)(?:调查|条款|关税|措施)",
        "stock_code": rf"[0-9]{{6}}(?:\.[A-Z]{{2}})?{END}|[0-9]{{4,5}}\.(?:HK|TW|T|KS){END}",
        "score": r"[0-9]+\s?[:：]\s?[0-9.]+",
        "name": r"[A-Za-z]+(?:[-–][A-Za-z]+)*[-–]?[0-9][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*",
        "broken_number": rf"[0-9]+\s(?:0[0-9]?|0[0-9]{{3,}}){END}",
        "vague": r"(?:好?几|数|上|成)[十百千万亿]+[多余]?",
        "capital_span": rf"[A-Z][a-z]+[- ](?:Year|Month|Day|Week|Mile){END}",
        "tenor": (
            rf"(?:[0-9]{{1,3}}|(?i-u:{one_word}|twenty|thirty))-(?:year|month|week|day)\s"
            r"(?:(?:U\.S\.|US|UK|German|Japanese|Chinese|Italian|French|government|sovereign|benchmark|Treasury|fixed-rate"
            r"|fixed|adjustable-rate|time|reverse|LME)\s)*"
            r"(?:Treasur(?:y|ies)|T-(?:bill|note|bond)|bond|note|bill|yield|gilt|bund|Bund|JGB|swap|mortgage|LPR"
            r"|loan prime|SHIBOR|Shibor|Euribor|LIBOR|moving average|futures|forward|breakeven|tenor|maturit"
            rf"|repo|deposit|copper|alumini?um|zinc|nickel|tin|lead)s?{END}"
        ),
        "slash_date": rf"[0-9]{{1,2}}/[0-9]{{1,2}}/(?:[0-9]{{4}}|[0-9]{{2}}){END}",
        "plan": r"(?:1[0-9]|[一二三四])个?五(?:年)?规划|[“\"]?十[一二三四五]五[”\"]?",
    }
