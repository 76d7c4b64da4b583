"""Names that no list holds, found by their form: company suffixes, tickers, titles before people.

Only forms that rarely err; what the lexicon knows as an organisation or a person stays as it is.
"""

import polars as pl

from pipelines.extract.marks import CLOSE, OPEN, find, printed, searchable
from pipelines.extract.not_quantities import END
from pipelines.identity import identifier
from pipelines.lexicon import Lexicon

_WORD = r"[A-Z][A-Za-z0-9&'’-]*[A-Za-z0-9]"
_NAME = rf"{_WORD}(?:\s{_WORD}){{0,4}}"
_BODY_NAME = rf"{_WORD}(?:\s{_WORD}){{0,2}}(?:\sand\s{_WORD})?(?:\sof\s(?:the\s)?{_WORD}(?:\s{_WORD})?)?"
_EXCHANGES = "US|HK|SH|SZ|BJ|N|O|TW|T|KS|L|AX|PA|DE"
_TICKER = rf"\s?[(（](?:[A-Z]{{1,5}}|[0-9]{{4,6}})\.(?:{_EXCHANGES})[)）]"
_COMPANY_FORM = r"\s(?:Inc|Corp|Corporation|Ltd|Limited|LLC|PLC|plc|Co|Company|Holdings|Group)\.?$"
_LEADING = r"^(?:The|A|An|In|At|By|For|From|Of|And|With|While|As|On|To|Its|Their|Like|But|Both|When|After|Since)\s"


def discovered_in(claims: pl.DataFrame, known: pl.DataFrame, lexicon: Lexicon) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Entities found by form, and all mentions: those given and those of the new names.

    `claims`: claim, text; `known`: `claim, entity_id, surface, start, end` of known names. An organisation or person
    that is known stands; any other known name inside a new one is part of it (lithium in Aurora Lithium Holdings).
    Returns `entities` (the declared columns, origin discovered) and mentions shaped as `known`.
    """
    texts = claims.select("claim", "text", searchable(pl.col("text")).alias("plain"))
    hits = pl.concat([_found(texts, *form) for form in _forms(lexicon)])
    hits = hits.sort(
        "claim", "start", pl.col("end") - pl.col("start"), descending=[False, False, True], maintain_order=True
    )
    is_nested = pl.col("start") < pl.col("end").cum_max().shift(1).over("claim").fill_null(0)
    generic = lexicon.name_forms.filter(pl.col("place") == "generic")["word"].to_list()
    hits = hits.filter(~is_nested & ~pl.col("surface").is_in(generic)).with_row_index("hit")
    types = lexicon.entities.select("entity_id", pl.col("type").alias("known_type"))
    inside = (
        hits.join(
            known.select("claim", "entity_id", pl.col("start").alias("at"), pl.col("end").alias("until")), on="claim"
        )
        .filter((pl.col("at") < pl.col("end")) & (pl.col("until") > pl.col("start")))
        .join(types, on="entity_id", how="left")
    )
    is_adjective = (pl.col("known_type") == "country") & (pl.col("at") == pl.col("start"))
    one_word_left = pl.col("surface").str.tail(pl.col("end") - pl.col("until")).str.contains(r"^\s\S+$")
    is_taken = pl.col("known_type").is_in(["organization", "person"]) | (is_adjective & one_word_left)
    is_partial = (pl.col("at") < pl.col("start")) | (pl.col("until") > pl.col("end"))
    hits = hits.join(inside.filter(is_taken | is_partial), on="hit", how="anti", maintain_order="left")
    own_id = identifier(pl.col("type"), pl.col("surface"))
    hits = (
        hits.with_columns(pl.col("surface").str.replace(_COMPANY_FORM, "").alias("stem"))
        .join(_stems(lexicon), on=["type", "stem"], how="left", maintain_order="left")
        .with_columns(pl.coalesce("known_id", own_id).alias("entity_id"))
    )
    parts = inside.join(hits.select("hit"), on="hit", how="semi").select(
        "claim", "entity_id", pl.col("at").alias("start"), pl.col("until").alias("end")
    )
    mentions = pl.concat(
        [known.join(parts, on=["claim", "entity_id", "start", "end"], how="anti"), hits.select(known.columns)]
    )
    return _entities(hits.filter(pl.col("known_id").is_null())), mentions.sort("claim", "start", "entity_id")


def _stems(lexicon: Lexicon) -> pl.DataFrame:
    """`type, stem, known_id`: organisations by their name without its legal form: Critical Metals for …Metals Corp."""
    known = lexicon.entities.filter(pl.col("type") == "organization")
    stems = lexicon.surfaces.join(known.select("entity_id", "type"), on="entity_id").select(
        "type", pl.col("surface").str.replace(_COMPANY_FORM, "").alias("stem"), pl.col("entity_id").alias("known_id")
    )
    return stems.unique().filter(pl.len().over("stem") == 1)


def _entities(hits: pl.DataFrame) -> pl.DataFrame:
    is_chinese = pl.col("surface").str.contains(r"\p{Han}")
    return (
        hits.unique("entity_id", keep="first", maintain_order=True)
        .select(
            "entity_id",
            "type",
            "subtype",
            pl.col("surface").alias("name"),
            pl.when(is_chinese).then("surface").alias("name_zh"),
            pl.lit(None, dtype=pl.String).alias("iso3"),
            pl.lit(None, dtype=pl.String).alias("role"),
            pl.lit("discovered").alias("origin"),
        )
        .sort("entity_id")
    )


def _forms(lexicon: Lexicon) -> list[tuple[str, str, str, str | None]]:
    """Pattern, its replacement with the name marked, type and subtype; more telling forms first."""
    forms = lexicon.name_forms

    def words(place: str, subtype: str | None = None) -> str:
        rows = forms.filter((pl.col("place") == place) & (pl.col("subtype").eq_missing(subtype)))
        longest = rows.sort(pl.col("word").str.len_chars(), descending=True)["word"].str.escape_regex()
        return "|".join(longest.to_list())

    first, second = f"{OPEN}${{1}}{CLOSE}${{2}}", f"${{1}}{OPEN}${{2}}{CLOSE}"
    found: list[tuple[str, str, str, str | None]] = [
        (rf"({_NAME})({_TICKER})", first, "organization", "company"),
        (rf"([\p{{Han}}A-Z]{{2,8}})({_TICKER})", first, "organization", "company"),
    ]
    for place, subtype in (
        forms.filter(pl.col("place").is_in(["suffix", "opening"]))
        .select("place", "subtype")
        .unique(maintain_order=True)
        .iter_rows()
    ):
        listed = words(place, subtype)
        name = (
            rf"({_NAME}\s(?:{listed}){END})"
            if place == "suffix"
            else rf"((?:{_WORD}\s){{0,3}}(?:{listed})\s{_BODY_NAME})"
        )
        found.append((rf"{name}()", first, "organization", subtype))
    letters = words("transliteration")
    person = rf"{_WORD}(?:\s{_WORD}){{1,2}}"
    found.append((rf"{END}((?:{words('title')})\s)({person})", second, "person", None))
    found.append(
        (rf"((?:{words('title_zh')}))([{letters}]{{1,6}}(?:·[{letters}]{{1,6}}){{1,2}})", second, "person", None)
    )
    return found


def _found(claims: pl.DataFrame, pattern: str, marked: str, type: str, subtype: str | None) -> pl.DataFrame:
    """`claim, surface, start, end, type, subtype` of one form, without a word that only opens the sentence."""
    plain = pl.col("plain").str
    hits = find(claims.filter(plain.contains(pattern)), plain.replace_all(pattern, marked))
    lead = pl.col("match").str.len_chars() - pl.col("match").str.replace(_LEADING, "").str.len_chars()
    return (
        hits.with_columns((pl.col("start") + lead.cast(pl.Int64)).alias("start"))
        .with_columns(printed().alias("surface"))
        .select(
            "claim",
            "surface",
            "start",
            "end",
            pl.lit(type).alias("type"),
            pl.lit(subtype, dtype=pl.String).alias("subtype"),
        )
    )
