"""Products by form: designations of letters and a number, numbered craft, codes of drugs on trial."""

import polars as pl

from pipelines.extract.anchors import Words
from pipelines.extract.marks import WRAP_MATCH, find
from pipelines.extract.not_quantities import END

_JET = r"7[0-9]7-[0-9]{1,3}(?:ER|LR)?|7[0-9]7 MAX(?: [0-9]{1,2})?|A3[0-9]0(?:-[0-9]{3,4}|neo)|C9[12]9|ARJ21"
_CODE = rf"{END}(?:[A-Z]{{2,4}}-?[A-Z]?[0-9]{{3,5}}|[A-Z]{{3}}-?[0-9]{{2}}){END}"
_NUMERAL = "[一二三四五六七八九十]"


def products(texts: pl.DataFrame, words: Words) -> pl.DataFrame:
    """`text_id, plain` to `text_id, start, end, type, subtype, form`."""
    plain = pl.col("plain").str
    letters = "".join(words.listed("designator_letter"))
    form = (
        rf"{END}(?:(?:{words.any('designator')})-[0-9]{{1,4}}[A-Z]{{0,3}}|{_JET}"
        rf"|(?:{'|'.join(words.listed('numbered'))}) ?[0-9]{{1,4}}[A-Z]{{0,2}}(?: (?:Pro|Max|Ultra|Plus|Air|Mini))*"
        rf"|Model [3SXY]){END}"
        rf"|(?:{words.any('designator_zh')})-[0-9]{{1,3}}[A-Z]{{0,2}}"
        rf"|(?:{words.any('series_zh')})(?:{_NUMERAL}{{1,4}}|[0-9]{{1,2}})号"
    )
    found = find(texts.filter(plain.contains(form)).select("text_id", "plain"), plain.replace_all(form, WRAP_MATCH))
    arm = rf"{END}[{letters}]-[0-9]{{2,3}}[A-Z]{{0,2}}{END}"
    # T-10 is a tank beside tanks, a bond beside bonds.
    is_armed = plain.contains(arm) & plain.contains(rf"{END}(?i:{words.any('arms').replace(END, 's?' + END)})")
    arms = find(texts.filter(is_armed).select("text_id", "plain"), plain.replace_all(arm, WRAP_MATCH))
    found = pl.concat([found, arms])
    found = found.filter(~pl.col("before").str.contains(r"[A-Za-z0-9-]$") & ~pl.col("after").str.contains(r"^-"))
    on_trial = plain.contains(_CODE) & plain.contains(rf"{END}(?i:{words.any('trial')})")
    codes = find(texts.filter(on_trial).select("text_id", "plain"), plain.replace_all(_CODE, WRAP_MATCH))
    is_ticker = pl.col("after").str.contains(r"^(?:\.|[)）])") & pl.col("before").str.contains(r"[(（:：]\s?$")
    is_other = pl.col("match").str.contains(rf"^(?:{'|'.join(words.listed('no_code'))})-?[A-Z]?[0-9]|-202[0-9]$")
    codes = codes.filter(~is_other & ~is_ticker & ~pl.col("after").str.contains(r"^\."))
    rows = pl.concat([found.select("text_id", "start", "end"), codes.select("text_id", "start", "end")])
    return rows.with_columns(
        pl.lit("product").alias("type"), pl.lit(None, dtype=pl.String).alias("subtype"), pl.lit("model").alias("form")
    )
