"""The grammar of quantities in English and Chinese, built from named parts.

Patterns are Rust regular expressions: no look-around, first alternative wins, so what is not a quantity comes first
and is matched away. What a quote is worth is read in `values`.
"""

from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.extract.chinese import BEGIN, CASH, FOLD, FRACTION, NUMBER, TENTH
from pipelines.extract.marks import lean
from pipelines.extract.not_quantities import BEFORE_YEAR, DATES, END, MONTH, NUMBERED, PART, YEAR, not_quantities
from pipelines.lexicon import Lexicon

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+(?:\.[0-9]+)?)"
_RANGE = r"\s?(?:-|–|—|~|～|to|至|到)\s?"
_AND = r"(?:\sand\s|\s?[和与]\s?)"
"""Makes a range after "between" and before 之间 only."""


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
    """Anchored, in order of preference: English words, three kinds of range, then one number. Named groups:
    currency, sign, the digits, Chinese or English words of each number (a1 c1 e1, a2 c2 e2), magnitudes m1 m2, "more"
    marks, unit, per."""
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
    ones: str
    tens: str
    """English number words below twenty, and the tens."""


def _any(words: list[str]) -> str:
    """Alternatives, the longest that fits, Latin ones ending at a word's end.

    Written as a tree of shared beginnings: a flat list of some hundred words is several times slower to search for.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = END if word[-1].isascii() and word[-1].isalpha() else ""
    return _branches(tree)


def _branches(node: dict[str, Any]) -> str:
    """The pattern of one node of the tree: longer words first, then the word that ends here."""
    longer = [_escaped(letter) + _branches(child) for letter, child in sorted(node.items()) if letter]
    ends = [node[""]] if "" in node else []
    options = longer + ends
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def _escaped(letter: str) -> str:
    return "\\" + letter if letter in r"\.+*?()|[]{}^$/" else letter


def _any_case(words: list[str]) -> str:
    """Alternatives in any case, longest first; Latin ones are whole words."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?i:" + "|".join(f"{END}{word}{END}" if word.isascii() else word for word in ordered) + ")"


def _number(tag: str, english: str) -> str:
    return rf"(?:(?P<c{tag}>{NUMBER})|(?P<a{tag}>{_ARABIC})|(?P<e{tag}>{english}))"


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
    words = lexicon.number_words
    one, ten = (_any(words.filter(pl.col("kind") == kind)["word"].to_list()) for kind in ("one", "ten"))
    english = rf"{END}(?i:(?:{one} hundred(?: and)? )?(?:{ten}(?:[- ]{one})?|{one})|{one} hundred){END}"
    surfaces = lexicon.units.filter(pl.col("dimension") != "item")["surface"].to_list()
    units = _any([*surfaces, *(f"个{mark}{word[1:]}" for word in surfaces if word[0] == "个" for mark in "多半")])
    # Flattened text breaks the longest of these words at its characters.
    units = rf"(?:{units}|\s{{0,2}}个?\s{{0,2}}百\s{{0,2}}分\s{{0,2}}点)"
    magnitude = _any(lexicon.magnitudes["surface"].to_list())
    # A digit follows at once (RMB5), so a symbol of letters does not end at a word's end.
    symbol = _any(lexicon.currency_symbols["symbol"].to_list()).replace(END, "")
    timeless = lexicon.units.filter(pl.col("dimension") != "time")
    wholes = _any([*timeless["surface"], *lexicon.price_bases["surface"]])
    per = rf"(?:\s?(?:[/每]\s?|(?:per|an?)\s)(?P<per>{wholes}))?"
    more = "[多余来几+]"
    single = (
        rf"(?:(?P<currency>{symbol})\s?)?(?P<sign>[-–+负]\s?|零下)?{_number('1', english)}(?:\s?(?P<more1>{more}))?"
        rf"(?:[\s-]?(?P<m1>{magnitude}))?(?P<more2>{more})?"
    )
    second = rf"(?:{symbol}\s?)?{_number('2', english)}(?:[\s-]?(?P<m2>{magnitude}))?(?P<more3>{more})?"
    # After a printed unit "to" leads on to a new level (fell 25 basis points to 0.95%), except between percentages.
    percent = r"(?:%|\spercent|\sper cent|个百分点)"
    unit = rf"(?P<unit>{units})"
    forms = (
        rf"{single}{percent}(?:\s?(?:to|至|到)\s?|{_AND}){second}(?P<unit>{percent})",
        rf"{single}[\s-]{{0,2}}(?:{units})\s?[-–—~～和与]\s?{second}[\s-]{{0,2}}{unit}{per}",
        rf"{single}(?:{_RANGE}|{_AND}){second}(?:[\s-]{{0,2}}{unit})?{per}",
        rf"{single}(?:[\s-]{{0,2}}{unit}(?P<half>半)?)?{per}",
    )
    # The same forms for the search, with what they share written once: the size of the pattern is its speed.
    one_of = (
        rf"{percent}\s?(?:to|至|到)\s?{second}{percent}",
        rf"[\s-]{{0,2}}{units}\s?[-–—~～]\s?{second}[\s-]{{0,2}}{units}{per}",
        rf"(?:{_RANGE}{second})?(?:[\s-]{{0,2}}{units}半?)?{per}",
    )
    quantity = rf"{single}(?:{'|'.join(one_of)})"
    # Read before the ranges: twenty-five is one number.
    spelled = rf"(?P<e1>{english})(?:[\s-](?P<m1>{magnitude}))?(?:[\s-]{{0,2}}{unit})?{per}"
    worded = _any_case(words.filter(pl.col("kind").is_in(["percent", "year", "times"]))["word"].to_list())
    measured = lexicon.units.filter(pl.col("dimension").is_in(["time", "mass", "length", "energy"]))["surface"]
    measured = measured.filter(~measured.str.contains("^[[:ascii:]]|^秒$"))
    some = rf"(?P<half>半)个?多?(?P<unit>{_any(measured.to_list())})"
    others = not_quantities(one)
    skip = "|".join([*others.values(), _any(lexicon.number_blockers)])
    # "from 80% to 50%" is two levels, "up $2 to $66" a change and a level: read up to the "to".
    digits = rf"(?:{symbol}\s?)?{_ARABIC}(?:[\s-]?{magnitude})?"
    span = rf"{single}(?:[\s-]{{0,2}}{units})?(?:\s?[-–—~～]\s?{digits}(?:[\s-]{{0,2}}{units})?)?{per}"
    between = rf"{END}between {digits}(?:{percent})?{_AND}{digits}(?:[\s-]{{0,2}}{units})?{per}"
    between_zh = rf"{digits}[^0-9，。；、\s]{{0,5}}[和与]{digits}[^0-9，。；、\s]{{0,8}}?之间"
    rises = _any([word for word in lexicon.changes["surface"] if word.isascii()])
    start_level = rf"[从由](?:{FRACTION}|{TENTH}|{some})"
    start_level += rf"|(?:{END}from |从|由){span}|{END}{rises}(?: by)? {symbol}\s?{digits}"
    # 2000 tons is no year, though 2000 alone is one.
    whole = lexicon.units.filter(~pl.col("dimension").is_in(["time", "item", "share"]))["surface"].to_list()
    long = _any([word for word in lexicon.magnitudes["surface"] if len(word) > 1 or not word.isascii()])
    upper = rf"(?:\s?(?:-|–|—|~|～|至|到|to)\s?{_ARABIC})?"
    year_like = (
        rf"(?:{END}(?i:{BEFORE_YEAR}) )?(?:{symbol})?{YEAR}(?:\.[0-9]+)?{upper}"
        rf"(?:\s?{long}(?:\s?{_any(whole)})?|[\s-]?{_any(whole)}){per}"
        rf"|(?:{END}(?i:{BEFORE_YEAR}) )?{YEAR}(?:\.[0-9]+)?{percent}"
    )
    # Letters before a digit are a name, but RMB5 and US$5 are money.
    name = others.pop("name")
    # 10日元 is money, though 10日 is a day.
    yen = _any([word for word in surfaces if word[0] == "日" and len(word) > 1])
    dated = [others.pop(kind) for kind in ("chinese_date", "chinese_year", "chinese_month", "chinese_day")]
    first = [
        rf"{_ARABIC}(?:\s?{magnitude})?\s?{yen}",
        *dated,
        year_like,
        *others.values(),
        _any(lexicon.number_blockers),
        between,
        between_zh,
        start_level,
    ]
    own = (worded, some, CASH, FRACTION, TENTH, FOLD)
    search = lean("|".join(_unnamed(pattern) for pattern in [*first, *own, quantity, name]))
    begin = lean(
        "|".join(
            [
                r"[A-Za-z]+(?:[-–][A-Za-z]+)*[-–]?[0-9][0-9A-Za-z]*",
                _any(lexicon.number_blockers),
                rf"{MONTH}{END}",
                rf"[第前]\s?(?:[0-9]+|{BEGIN})",
                r"(?:好?几|[数上成])[十百千万亿]+",
                r"[上下大前后]?半",
                r"[“\"]?十[一二三四五]五",
                r"\[[0-9]+",
                "https?://",
                rf"(?:{symbol}\s?)?(?:[-–+负]\s?|零下)?(?:{_ARABIC}|{BEGIN})",
                rf"{END}(?i-u:{one}|{ten}|{PART}){END}",
                worded,
            ]
        )
    )
    before = lean(
        rf"({END}(?i-u:{BEFORE_YEAR}|between|from|top|first|no\.|second|third|fourth|last|next|this|previous|current"
        rf"|each|every|{NUMBERED})[ -]|[从由自]|{END}{rises}(?: by)? )$"
    )
    return Grammar(
        variants=lexicon.variants,
        begin=begin,
        before=before,
        quantity=f"^(?:{search})",
        skip=f"^(?:{skip})$",
        money=rf"^{symbol}\s?[0-9]",
        forms=tuple(f"^{form}$" for form in (spelled, *forms)),
        part=f"^{FRACTION}$",
        tenth=f"^{TENTH}$",
        fold=f"^{FOLD}$",
        some=f"^{some}$",
        cash=f"^{CASH}$",
        lead=rf"^(?:(?i:from|between|{BEFORE_YEAR}) |从|由|{rises}(?: by)? )",
        date="^(?:" + "|".join(not_quantities(one)[kind] for kind in DATES) + ")$",
        ones=one,
        tens=ten,
    )
