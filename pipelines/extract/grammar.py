"""The grammar of quantities in English and Chinese, built from named parts.

Patterns are Rust regular expressions: no look-around, first alternative wins, so what is not a quantity (dates,
ordinals, codes) is listed first and matched away. What a quote is worth is read in `values`.
"""

from dataclasses import dataclass

import polars as pl

from pipelines.lexicon import Lexicon

_END = r"(?-u:\b)"
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
_CHINESE = r"[零〇一二两三四五六七八九十百千]+"
ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
ONE_WORD = "(?:" + "|".join(sorted(ONES, key=len, reverse=True)) + ")"
TEN_WORD = "(?:" + "|".join(TENS) + ")"
_ENGLISH = rf"{_END}(?i:(?:{ONE_WORD} hundred(?: and)? )?(?:{TEN_WORD}(?:[- ]{ONE_WORD})?|{ONE_WORD})|{ONE_WORD} hundred){_END}"
FRACTIONS: dict[str, float] = {
    "half": 50, "one-half": 50, "one half": 50, "a third": 100 / 3, "one-third": 100 / 3, "one third": 100 / 3,
    "two-thirds": 200 / 3, "two thirds": 200 / 3, "a quarter": 25, "one-quarter": 25, "one quarter": 25,
    "three-quarters": 75, "three quarters": 75, "one-fourth": 25, "one fourth": 25, "three-fourths": 75,
    "a fifth": 20, "one-fifth": 20, "one fifth": 20, "two-fifths": 40, "three-fifths": 60, "four-fifths": 80,
    "one-sixth": 100 / 6, "one-eighth": 12.5, "a tenth": 10, "one-tenth": 10, "one tenth": 10,
    "一半": 50, "半数": 50, "过半": 50, "大半": 50,
}  # fmt: skip
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_RANGE = r"\s?(?:-|–|—|~|～|to|至|到)\s?"

LEAD = r"^(?:(?i:from) |从|由)"
"""What the search takes along before a number and the quote leaves out."""

NOT_QUANTITIES = {
    "citation": r"\[[0-9]{1,3}(?:\]|$)",
    "month_date": rf"{_MONTH}\s[0-9]{{1,2}}(?:\s?[-–]\s?[0-9]{{1,2}})?(?:st|nd|rd|th)?{_END}(?:,?\s{_YEAR}{_END})?",
    "month_year": rf"{_MONTH}(?:\sof)?\s{_YEAR}{_END}",
    "day_month": rf"[0-9]{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:\s{_YEAR})?{_END}",
    "iso_date": r"(?:19|20)[0-9]{2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?" + _END,
    "year_span": rf"{_YEAR}年?\s?(?:-|–|—|~|to|至|到|and|和)\s?{_YEAR}{_END}年?|{_YEAR}[-–/][0-9]{{2}}{_END}",
    "year_phrase": rf"{_END}(?i:in|by|since|until|till|after|before|during|from|early|late|mid|through) {_YEAR}{_END}",
    "chinese_date": r"(?:从|自|由)?(?:19|20)?[0-9]{2}年\s?(?:[0-9]{1,2}月(?:\s?[0-9]{1,2}[日号])?|底|初|末|[上下]半年|第?[一二三四1-4]季度|Q[1-4])",
    "chinese_year": rf"(?:从|自|由)?{_YEAR}\s?年(?:[上下]半年|度|代|底|初|末)?|[二一][〇零九][〇零一二三四五六七八九]{{2}}年",
    "chinese_month": r"[0-9]{1,2}月\s?(?:[0-9]{1,2}(?:\s?[-—至到]\s?[0-9]{1,2})?[日号]|份|底|初|末|[上中下]旬)?|[一二三四五六七八九十]{1,2}月(?:份|[一二三四五六七八九十]{1,3}[日号])?",
    "chinese_day": r"[0-9]{1,2}(?:\s?[-—至到]\s?[0-9]{1,2})?[日号]",
    "century": r"[0-9一二十]{1,3}世纪(?:[0-9一二三四五六七八九十]{1,3}年代)?|[0-9一二三四五六七八九]十?年代|[一二三四五六七八九]十年代",
    "time": r"[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?|[0-9]{1,2}\s?(?:a\.m\.|p\.m\.|AM|PM)",
    "ordinal": r"[0-9]+(?:,[0-9]{3})*(?:st|nd|rd|th)" + _END,
    "chinese_ordinal": r"第\s?(?:[0-9]+|[零〇一二两三四五六七八九十百千]+)\s?[大个届次轮期名位代]?|前\s?(?:[0-9]+|[一二三四五六七八九十]+)\s?(?:个月|季度|三季度|名|位|大)?",
    "rank": rf"{_END}(?i:(?:top|first|no\.)\s(?:[0-9]+|{ONE_WORD}){_END}(?:\s(?:months|quarters|half))?)",
    "part_of_year": r"(?-u:\b)(?i:(?:first|second|third|fourth|last|next|this|previous|current|each|every)[ -](?:half|quarter))|(?i:half[- ](?:year|time|way|hearted|century))|[一二三四]季度|[1-4]季度|[上下]半年|大半年",
    "reference": _END + r"(?i:(?:section|article|group|phase|chapter|table|figure|fig\.|part|step|annex|rule|resolution|flight|type|version|tranche|round|page|room|highway|route|track|class|category|level) [0-9]+(?:\.[0-9]+)*[A-Za-z]?)" + _END,
    "investigation": r"(?i:301[ -](?:investigation|tariff|measure)s?)|301(?:调查|条款|关税)",
    "stock_code": r"[0-9]{6}(?:\.[A-Z]{2})?" + _END + r"|[0-9]{4,5}\.(?:HK|TW|T|KS)" + _END,
    "score": r"[0-9]+\s?[:：]\s?[0-9.]+",
    "name": r"[A-Za-z]+(?:[-–][A-Za-z]+)*[-–]?[0-9][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*",
    "vague": r"(?:好?几|数|上|成)[十百千万亿]+[多余]?",
    "plan": r"(?:1[0-9]|[一二三四])个?五(?:年)?规划|[“\"]?十[一二三四五]五[”\"]?",
}  # fmt: skip


@dataclass(frozen=True)
class Grammar:
    """The compiled patterns of one lexicon."""

    search: str
    """Matches quantities, bare numbers and everything that only looks like one."""
    skip: str
    """Anchored: what is not a quantity."""
    forms: tuple[str, ...]
    """Anchored, in order of preference: three kinds of range, then one number. Named groups: currency, sign, the digits,
    Chinese or English words of each number (a1 c1 e1, a2 c2 e2), magnitudes m1 m2, "more" marks, unit, per."""
    fraction: str
    part: str
    """Anchored: 三分之二, 百分之五, with groups below and above."""
    tenth: str


def _any(words: list[str]) -> str:
    """Alternatives, longest first, Latin ones ending at a word's end."""
    ordered = sorted(set(words), key=len, reverse=True)
    escaped = ["".join("\\" + c if c in r"\.+*?()|[]{}^$/" else c for c in word) for word in ordered]
    return "(?:" + "|".join(e + _END if e[-1].isascii() and e[-1].isalpha() else e for e in escaped) + ")"


def _any_case(words: list[str]) -> str:
    """Alternatives in any case, longest first; Latin ones are whole words."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?i:" + "|".join(f"{_END}{word}{_END}" if word.isascii() else word for word in ordered) + ")"


def _number(tag: str) -> str:
    return rf"(?:(?P<a{tag}>{_ARABIC})|(?P<c{tag}>{_CHINESE})|(?P<e{tag}>{_ENGLISH}))"


def _unnamed(pattern: str) -> str:
    """The pattern without its group names, so that it can stand twice in one expression."""
    out, i = [], 0
    while i < len(pattern):
        if pattern.startswith("(?P<", i):
            out.append("(?:")
            i = pattern.index(">", i) + 1
        else:
            out.append(pattern[i])
            i += 1
    return "".join(out)


def grammar(lexicon: Lexicon) -> Grammar:
    """Build the patterns from the lexicon's units, magnitudes, currencies and words that only look like numbers."""
    units = _any(lexicon.units.filter(pl.col("dimension") != "item")["surface"].to_list())
    magnitude = _any(lexicon.magnitudes["surface"].to_list())
    symbol = _any(lexicon.currency_symbols["symbol"].to_list())
    wholes = _any(lexicon.units.filter(pl.col("dimension") != "time")["surface"].to_list())
    per = rf"(?:\s?(?:/|per|a|每)\s?(?P<per>{wholes}))?"
    more = "[多余来几]"
    single = (
        rf"(?:(?P<currency>{symbol})\s?)?(?P<sign>[-–+]\s?)?{_number('1')}(?:\s?(?P<more1>{more}))?"
        rf"(?:[\s-]?(?P<m1>{magnitude}))?(?P<more2>{more})?"
    )
    second = rf"(?:{symbol}\s?)?{_number('2')}(?:[\s-]?(?P<m2>{magnitude}))?(?P<more3>{more})?"
    # After a printed unit "to" leads on to a new level (fell 25 basis points to 0.95%), except between two percentages.
    percent = r"(?:%|\spercent|\sper cent|个百分点)"
    unit = rf"(?P<unit>{units})"
    forms = (
        rf"{single}{percent}\s?(?:to|至|到)\s?{second}(?P<unit>{percent})",
        rf"{single}[\s-]{{0,2}}(?:{units})\s?[-–—~～]\s?{second}[\s-]{{0,2}}{unit}{per}",
        rf"{single}{_RANGE}{second}(?:[\s-]{{0,2}}{unit})?{per}",
        rf"{single}(?:[\s-]{{0,2}}{unit})?{per}",
    )
    quantity = "|".join(_unnamed(form) for form in forms)
    fraction = _any_case(list(FRACTIONS))
    part = rf"(?P<below>{_ARABIC}|{_CHINESE})分之(?P<above>{_ARABIC}|{_CHINESE})"
    tenth = rf"(?P<tenths>[0-9]|[一二两三四五六七八九])(?P<to>[-至到][0-9一二三四五六七八九])?成(?P<half>半)?"
    decade = rf"{_END}(?i:an? (?:decade|century)){_END}"
    skip = "|".join([*NOT_QUANTITIES.values(), _any(lexicon.number_blockers)])
    # RMB5 and US$5 are money although letters before a digit are a name elsewhere.
    money = rf"{symbol}\s?(?:{quantity})"
    # "from 80% to 50%" is two levels, not a range.
    start_level = rf"(?:{_END}from |从|由){_unnamed(single)}(?:[\s-]{{0,2}}{units})?"
    search = "|".join([money, skip, start_level, _unnamed(part), _unnamed(tenth), decade, fraction, quantity])
    return Grammar(
        search=search,
        skip=f"^(?:{skip})$",
        forms=tuple(f"^{form}$" for form in forms),
        fraction=f"^{fraction}$",
        part=f"^{part}$",
        tenth=f"^{tenth}$",
    )
