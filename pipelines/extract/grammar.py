"""The grammar of quantities in English and Chinese, built from named parts.

Patterns are Rust regular expressions: no look-around, first alternative wins, so what is not a quantity comes first
and is matched away. What a quote is worth is read in `values`.
"""

import re
from dataclasses import dataclass

import polars as pl

from pipelines.extract.chinese import BEGIN, CASH, FOLD, FRACTION, NUMBER, TENTH
from pipelines.extract.english import part_scaled, scales, spelled
from pipelines.extract.marks import lean
from pipelines.extract.not_quantities import BEFORE_YEAR, DATES, END, MONTH, NUMBERED, PART, YEAR, not_quantities
from pipelines.extract.patterns import any_case, any_of
from pipelines.lexicon import Lexicon

_PARTS = r"[1-9]/(?:[2-8]|1[06]|32|64)" + END
_ARABIC = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+"
    rf"|(?:[0-9]{{1,3}} )?{_PARTS}|(?:[0-9]{{1,3}} ?)?[½⅓⅔¼¾⅛]"
    rf"|[0-9]+(?:\.[0-9]+)?(?:\s?[x×]\s?10(?:\^|\*\*)[-+]?[0-9]{{1,2}}|e[-+]?[0-9]{{1,2}}{END})?)"
)
"""1,234.5, 12,34,567, 1 000, 1/2, 2 1/2, 2½, 12.5, 2.5 x 10^8, 2.5e-3."""
_LESS = r"(?:less|fewer|lower|smaller|no more|not more)\sthan(?:\sor\sequal\sto)?|below|under"
_TO = rf"(?:[-–—~～]\s?|\s[-–—~～]\s|\s?[至到]\s?|-?\s?to\s?|\sand\s|,?\s(?:and|but)\s(?:{_LESS})\s)"
"""Joins two numbers; whether to one range or as two levels is told by what stands before."""


@dataclass(frozen=True)
class Grammar:
    """The compiled patterns of one lexicon."""

    variants: dict[str, str]
    """Traditional characters and what they are read as."""
    begin: str
    """Where a quantity, a bare number or anything that only looks like one may begin; a much smaller pattern."""
    before: str
    """Anchored at its end, one group: a word before a number that belongs to it."""
    quantity: str
    """Anchored: matches quantities, bare numbers and everything that only looks like one."""
    skip: str
    """Anchored: what is not a quantity."""
    money: str
    """Anchored: a currency before a digit, which makes a quantity of what looks like a code (RMB500)."""
    forms: tuple[str, ...]
    """Anchored, in order of preference: half a unit, a multiple, one number, two numbers. Named groups: currency, sign,
    the digits, Chinese or English words of each number (a1 c1 e1, a2 c2 e2), magnitudes m1 m2, "more" marks, unit1 of
    a range's first end, unit, per."""
    pair: str
    """Anchored: two numbers joined by a word, with groups left, join and right."""
    single: str
    """Anchored: one number and the rest, which is a group."""
    tail: str
    """Anchored: what may follow a number, with groups unit, half and per."""
    less: str
    """The words of an upper end: more than 5 but less than 10."""
    bare: str
    """Anchored: a number without a unit."""
    rise: str
    """Anchored at its end: a word of change before an amount."""
    part: str
    """Anchored: 三分之二, 百分之五, with groups minus, below, above and to."""
    tenth: str
    """Anchored: 九成半, 三到五成, with groups tenths, to and rest."""
    fold: str
    """Anchored: 八五折, with group tenths."""
    cash: str
    """Anchored: 50元6角, with groups whole, tenth and cent."""
    some: str
    """Anchored: 半年, 半个月, with groups half and unit."""
    lead: str
    """Anchored: words the search takes along before a number and the quote leaves out."""
    date: str
    """Anchored: dates that hold a year."""


def _number(tag: str, english: str) -> str:
    return rf"(?:(?P<c{tag}>{NUMBER})|(?P<a{tag}>{_ARABIC})|(?P<e{tag}>{english}))"


def _unnamed(pattern: str) -> str:
    """The pattern without its group names, so that it can stand twice in one expression."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def grammar(lexicon: Lexicon) -> Grammar:
    """Build the patterns from the lexicon's units, magnitudes, currencies and words that only look like numbers."""
    words = lexicon.number_words
    one, ten = (any_of(words.filter(pl.col("kind") == kind)["word"].to_list()) for kind in ("one", "ten"))
    shares = [word for word in words.filter(pl.col("kind") == "percent")["word"] if word.isascii()]
    share, scale = any_case(shares), any_of(scales(lexicon)["surface"].to_list())
    english = spelled(one, ten, scale)
    surfaces = lexicon.units.filter(pl.col("dimension") != "item")["surface"].to_list()
    units = any_of([*surfaces, *(f"个{mark}{word[1:]}" for word in surfaces if word[0] == "个" for mark in "多半")])
    # Flattened text breaks the longest of these words at its characters.
    units = rf"(?:{units}|\s{{0,2}}个?\s{{0,2}}百\s{{0,2}}分\s{{0,2}}点)"
    # 3.5m and 4.2b, but 5 t is a mass.
    apart = [word for word in lexicon.magnitudes["surface"] if len(word) > 1 or not word.isascii() or word in "BM"]
    letters = "".join(sorted(set(lexicon.magnitudes["surface"]) - set(apart)))
    magnitude = rf"(?:[\s-]?{any_of(apart)}|[{letters}]{END})"
    symbol = _symbol(lexicon)
    # A currency's full name stands in one place only: the size of the pattern is its speed.
    common = lexicon.units.filter((pl.col("dimension") != "money") | ~pl.col("surface").str.contains(" "))
    timeless = common.filter(pl.col("dimension") != "time")
    wholes = any_of([*timeless["surface"], *lexicon.price_bases["surface"]])
    per = rf"(?:\s?(?:[/每]\s?|(?:per|an?)\s|-per-)(?P<per>{wholes}))?"
    more = "[多余来几+]"
    sign = r"(?:[-–+负]\s?|零下|(?i:minus|negative)[ -])"
    single = (
        rf"(?:(?P<currency>{symbol})\s?)?(?P<sign>{sign})?{_number('1', english)}(?:\s?(?P<more1>{more}))?"
        rf"(?P<m1>{magnitude})?(?P<more2>{more})?"
    )
    second = rf"(?:{symbol}\s?)?{_number('2', english)}(?P<m2>{magnitude})?(?P<more3>{more})?"
    gap = r"[\s-]{0,2}"
    unit = rf"(?P<unit>{units})(?P<half>半)?"
    first_unit = any_of(common.filter(~pl.col("dimension").is_in(["item", "time"]))["surface"].to_list())
    is_whole = pl.col("dimension").is_in(["share", "time", "length", "mass", "volume"])
    singular = any_of([word for word in common.filter(is_whole)["surface"] if word.isascii() and len(word) > 2])
    half_of = rf"(?:(?P<e1>{share})(?: of)? an? |(?P<e2>(?:(?:a|one)[ -])?half|(?:a|one) quarter)[ -])"
    fold = rf"{END}(?P<e1>{one.replace(END, '')}|{ten.replace(END, '')})-?(?P<rest>fold){END}"
    scaled = part_scaled(share, scale)
    rest = "(?P<rest>.*)"
    forms = (
        rf"{half_of}{rest}",
        fold,
        rf"(?P<e1>{scaled}){gap}{rest}",
        rf"{single}{gap}{rest}",
        rf"{single}(?P<unit1>.*?)(?:{_TO}|\s?[和与]\s?){second}{gap}{rest}",
    )
    worded = any_case(words.filter(pl.col("kind").is_in(["percent", "year", "times"]))["word"].to_list())
    number = rf"(?:{scaled}|{worded}|{single}(?:(?:{gap}{first_unit})?{_TO}{second})?)"
    quantity = rf"(?:{half_of}{singular}|{number}(?:{gap}{unit})?{per})"
    join = rf"-?\sto\s|至|到|\sand\s|,?\s(?:and|but)\s(?:{_LESS})\s"
    pair = rf"(?P<left>{_unnamed(single)}[^0-9]*?)(?P<join>{join})(?P<right>{_unnamed(second)}.*)"
    some = _half_of_a_unit(lexicon)
    rises = [word for word in lexicon.changes["surface"] if word.isascii()]
    others = not_quantities(one)
    skip = "|".join([*others.values(), any_of(lexicon.number_blockers)])
    digits = rf"(?:{symbol}\s?)?{_ARABIC}{magnitude}?"
    between_zh = rf"{digits}[^0-9，。；、\s]{{0,5}}[和与]{digits}[^0-9，。；、\s]{{0,8}}?之间"
    start_level = rf"[从由](?:{FRACTION}|{TENTH}|{some})"
    # Letters before a digit are a name, but RMB5 and US$5 are money.
    name = others.pop("name")
    # 10日元 is money, though 10日 is a day.
    yen = any_of([word for word in surfaces if word[0] == "日" and len(word) > 1])
    dated = [others.pop(kind) for kind in ("chinese_date", "chinese_year", "chinese_month", "chinese_day")]
    # 5 € and 5€, but two €5 notes.
    signs = "".join(s for s in lexicon.currency_symbols["symbol"] if len(s) == 1 and not s.isascii())
    first = [
        rf"(?:{_ARABIC}{magnitude}?|[0-9]{{1,3}}(?:[.,][0-9]+)*{magnitude}?\s)[{signs}]",
        rf"{_ARABIC}{magnitude}?\s?{yen}",
        *dated,
        _amount_like_a_year(lexicon, common, symbol, per),
        *others.values(),
        any_of(lexicon.number_blockers),
        between_zh,
        start_level,
    ]
    own = (some, CASH, FRACTION, TENTH, FOLD)
    search = lean("|".join(_unnamed(pattern) for pattern in [*first, fold, *own, quantity, name]))
    return Grammar(
        variants=lexicon.variants,
        begin=_begin(
            lexicon, symbol, sign, rf"{END}(?i-u:{one}|{ten}|{PART}|an? {scale}){END}", _unnamed(fold), worded
        ),
        before=_BEFORE,
        quantity=f"^(?:{search})",
        skip=f"^(?:{skip})$",
        money=rf"^{symbol}\s?[0-9]",
        forms=tuple(f"^{form}$" for form in forms),
        pair=f"^{pair}$",
        less=rf"\s(?:{_LESS})\s",
        single=f"^{_unnamed(single)}{gap}(.*)$",
        tail=rf"^(?:{unit}|(?P<mark>[{signs}]))?{per}$",
        bare=f"^{_unnamed(single)}$",
        rise=f"{END}(?:{'|'.join(rises)})(?: by)?(?: (?:about|around|nearly|almost|some|over|more than))? $",
        part=f"^{FRACTION}$",
        tenth=f"^{TENTH}$",
        fold=f"^{FOLD}$",
        some=f"^{some}$",
        cash=f"^{CASH}$",
        lead=rf"^(?:(?i:{BEFORE_YEAR}) |从|由)",
        date="^(?:" + "|".join(not_quantities(one)[kind] for kind in DATES) + ")$",
    )


def _symbol(lexicon: Lexicon) -> str:
    """A currency before a number; a digit follows at once (RMB5), so letters need not end at a word's end."""
    symbols = lexicon.currency_symbols["symbol"].to_list()
    lettered = any_of([word for word in symbols if word[0].isascii() and word[0].isalpha()]).replace(END, "")
    signs = any_of([word for word in symbols if not (word[0].isascii() and word[0].isalpha())]).replace(END, "")
    return rf"(?:{END}{lettered}|{signs})"


def _half_of_a_unit(lexicon: Lexicon) -> str:
    """半年, 半个多月."""
    measured = lexicon.units.filter(pl.col("dimension").is_in(["time", "mass", "length", "energy"]))["surface"]
    measured = measured.filter(~measured.str.contains("^[[:ascii:]]|^秒$"))
    return rf"(?P<half>半)个?多?(?P<unit>{any_of(measured.to_list())})"


def _amount_like_a_year(lexicon: Lexicon, units: pl.DataFrame, symbol: str, per: str) -> str:
    """2000 tons is no year, though 2000 alone is one."""
    is_short = pl.col("surface").str.contains("^([A-Za-z]|bar|bits?)$")
    is_amount = ~pl.col("dimension").is_in(["time", "item", "share"])
    whole = any_of(units.filter(is_amount & ~is_short)["surface"].to_list())
    long = any_of([word for word in lexicon.magnitudes["surface"] if len(word) > 1 or not word.isascii()])
    upper = r"(?:\s?(?:-|–|—|~|～|至|到|to)\s?(?:[0-9]{4,}|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?)?"
    return (
        rf"(?:{END}(?i:{BEFORE_YEAR}) )?(?:{symbol})?{YEAR}(?:\.[0-9]+)?{upper}"
        rf"(?:(?:\s?{long})?[\s-]?{whole}|\s?{long}){per}"
        rf"|(?:{END}(?i:{BEFORE_YEAR}) )?{YEAR}(?:\.[0-9]+)?\s?(?:%|percent|per cent|个百分点)"
    )


def _begin(lexicon: Lexicon, symbol: str, sign: str, *words: str) -> str:
    """Where anything the grammar matches may begin; `words` are the patterns of the words that begin something."""
    return lean(
        "|".join(
            [
                r"[A-Za-z]+(?:[-–][A-Za-z]+)*[-–]?[0-9][0-9A-Za-z]*",
                any_of(lexicon.number_blockers),
                rf"{MONTH}{END}",
                rf"[第前]\s?(?:[0-9]+|{BEGIN})",
                r"(?:好?几|[数上成])[十百千万亿]+",
                r"[上下大前后]?半",
                r"[“\"]?十[一二三四五]五",
                r"\[[0-9]+",
                rf"(?:{symbol}\s?)?{sign}?(?:{_ARABIC}|{BEGIN})",
                r"https?://|www\.",
                *words,
            ]
        )
    )


_BEFORE = lean(
    rf"({END}(?i-u:{BEFORE_YEAR}|top|first|no\.|second|third|fourth|last|next|this|previous|current"
    rf"|each|every|{NUMBERED})[ -]|[从由自])$"
)
