"""Mentions of known names: one pass of a multi-pattern automaton, then a look at the neighbours of each hit."""

import polars as pl

from pipelines.extract.marks import find, left_of, printed, searchable, wrap
from pipelines.extract.nearby import with_last
from pipelines.lexicon import Lexicon

_LATIN = r"[A-Za-z0-9]"
_GAP = r"[\s\x00-\x1f\x7f]"
_WRAP = rf"\p{{Han}}{_GAP}\p{{Han}}"
_WRAPS = rf"(?:\p{{Han}}{_GAP})+\p{{Han}}"


def mentions_of(claims: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """`claim, text` to `claim, entity_id, surface, start, end`, offsets in the claim's text.

    The longest name at a place wins; a name inside a longer word, and a one-character name out of context, is none.
    A compound such as 中美 gives one row per entity, all with the same offsets.
    """
    patterns = _to_look_for(claims["text"], lexicon)
    hits = find(
        claims.select("claim", "text"),
        searchable(pl.col("text")).str.replace_many(patterns, wrap(patterns), leftmost=True),
    )
    # "MP.US" is a ticker; its US is no country.
    goes_on = pl.col("before").str.contains(rf"{_LATIN}(?:\.)?$") & pl.col("match").str.contains(f"^{_LATIN}")
    inside_word = goes_on | (pl.col("match").str.contains(f"{_LATIN}$") & pl.col("after").str.contains(f"^{_LATIN}"))
    hits = hits.filter(~inside_word)
    known = hits.join(lexicon.surfaces, left_on="match", right_on="surface").filter(pl.col("entity_id").is_not_null())
    short = _in_context(hits.join(lexicon.short_forms, left_on="match", right_on="surface"), lexicon.short_contexts)
    columns = ["claim", "entity_id", "text", "start", "end"]
    return (
        pl.concat([known.select(columns), short.select(columns)])
        .with_columns(printed().alias("surface"))
        .select("claim", "entity_id", "surface", "start", "end")
        .sort("claim", "start", "entity_id")
    )


def _to_look_for(texts: pl.Series, lexicon: Lexicon) -> list[str]:
    """Every spelling, longest first; of those with the space of a line wrap, the ones whose gap is in the texts.

    Half of all spellings are such, most of them nowhere in a batch, and the automaton's cost grows with their number.
    """
    spellings = pl.concat([lexicon.surfaces["surface"], lexicon.short_forms["surface"]]).unique(maintain_order=True)
    runs = texts.str.extract_all(_WRAPS).explode().drop_nulls().unique()
    pairs = [run.str.extract_all(_WRAP).explode().drop_nulls() for run in (runs, runs.str.slice(2))]
    gaps = pl.concat(pairs).str.replace(_GAP, " ").unique()
    gap = spellings.str.extract(r"(\p{Han} \p{Han})")
    return spellings.filter(gap.is_null() | gap.is_in(gaps.implode())).to_list()


def _in_context(hits: pl.DataFrame, contexts: pl.DataFrame) -> pl.DataFrame:
    """One-character names whose neighbours show that they name a country: 对华, 美财长, 俄1000万吨."""
    right = pl.col("text").str.slice(pl.col("end"), 3)
    hits = hits.with_columns(left_of("start", 2).alias("left"), right.alias("right"))
    allowed = (
        contexts.group_by("side", "short")
        .agg(pl.col("text"))
        .with_columns(pl.col("text").list.eval(pl.element().str.escape_regex()).list.join("|"))
    )
    tests = [pl.col("right").str.contains(r"^[0-9]") & pl.col("left").str.contains(r"(?:^|[,，:：、;；。]\s?)$")]
    for side, short, words in allowed.iter_rows():
        applies = pl.lit(True) if short == "*" else pl.col("match") == short
        tests.append(
            applies
            & (
                pl.col("left").str.contains(f"(?:{words})$")
                if side == "before"
                else pl.col("right").str.contains(f"^(?:{words})")
            )
        )
    return hits.filter(pl.any_horizontal(tests))


def outside_names(quantities: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """The quantities that are not part of a longer name: Three Mile Island is no distance."""
    names = mentions.select("claim", pl.col("start").alias("at"), pl.col("end").alias("until"))
    inside = quantities.select("claim", "start", "end").join(names, on="claim")
    is_part = (pl.col("at") <= pl.col("start")) & (pl.col("until") >= pl.col("end"))
    is_longer = pl.col("until") - pl.col("at") > pl.col("end") - pl.col("start")
    return quantities.join(
        inside.filter(is_part & is_longer), on=["claim", "start", "end"], how="anti", maintain_order="left"
    )


def beside_numbers(mentions: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """The mentions that do not begin inside a quantity and run on: 近9成都要 is nine tenths, not Chengdu."""
    numbers = measures.select("claim", pl.col("start").alias("at"), pl.col("end").alias("number_end"))
    runs_on = (pl.col("start") < pl.col("number_end")) & (pl.col("end") > pl.col("number_end"))
    beside = with_last(mentions, numbers, "at").filter(~runs_on.fill_null(False))
    return beside.select(mentions.columns).sort("claim", "start", "entity_id")
