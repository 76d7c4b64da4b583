"""A new name again in the same article, in full or by a shorter form: Zhonghe, ZREIG, Smith, 史密斯, 闪耀科技."""

import polars as pl

from pipelines.extract.anchors import Words, words_of
from pipelines.extract.marks import find, searchable, wrap
from pipelines.extract.patterns import any_of
from pipelines.extract.variants import CHANGES
from pipelines.lexicon import Lexicon

_LATIN = "[A-Za-z0-9À-ÿ]"
_ENGLISH_SHORT = r"^,?\s?[(（](?:the\s)?[\"“]?([A-Z][A-Za-z&]{1,9})[\"”]?[)）]"
_CHINESE_SHORT = r"^[(（](?:以下简称|下称|以下称|简称|下文简称)[:：]?\s?[“\"「‘']?([^”\"」’')）]{2,10})[”\"」’']?[)）]"
_SHORTS = ["short", "entity_id", "how"]


def again(
    texts: pl.DataFrame, shown: pl.DataFrame, found: pl.DataFrame, mentions: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """CHANGES of the articles: the places where a new name stands again.

    `texts`: claim, text; `shown`: article_id, claim; `found`: the new names by form; `mentions`: all names so far, of
    which a bare surname (Mr. Smith) and a part of a firm's name yield to the fuller one. A short form that two entities
    share names neither.
    """
    words = words_of(lexicon)
    shorts = _by_article(texts, shown, found, mentions, lexicon)
    if shorts.is_empty():
        return _no_changes(mentions)
    places = _places(texts, shown, shorts, words)
    is_bare = (pl.col("type") == "person") & ~pl.col("surface").str.contains(r"[\s·]")
    bare = found.select("claim", "start", "end", is_bare.alias("is_bare"), pl.col("entity_id").alias("its_id"))
    places = places.join(bare, on=["claim", "start", "end"], how="left").with_columns(
        pl.when(pl.col("is_bare") | (pl.col("how") == "within")).then("its_id").alias("bare_id")
    )
    places = places.filter(pl.col("its_id").ne_missing(pl.col("entity_id")))
    taken = places.join(
        mentions.select("claim", pl.col("start").alias("from"), pl.col("end").alias("to")), on="claim"
    ).filter((pl.col("start") < pl.col("to")) & (pl.col("end") > pl.col("from")) & pl.col("bare_id").is_null())
    # A known material or place inside a longer short form is part of it, as in the full name.
    inside = (pl.col("from") >= pl.col("start")) & (pl.col("to") <= pl.col("end"))
    is_part = inside & ((pl.col("to") - pl.col("from")) < (pl.col("end") - pl.col("start")))
    places = places.join(taken.filter(~is_part), on=["claim", "start", "end"], how="anti", maintain_order="left")
    parts = places.join(mentions, on="claim", suffix="_part").filter(
        (pl.col("start_part") >= pl.col("start")) & (pl.col("end_part") <= pl.col("end"))
    )
    dropped = parts.select(
        "article_id", "claim", pl.col("entity_id_part").alias("entity_id"), pl.col("surface_part").alias("surface"),
        pl.col("start_part").alias("start"), pl.col("end_part").alias("end"), pl.lit(True).alias("is_dropped"),
    )  # fmt: skip
    return pl.concat([dropped.select(CHANGES), places.with_columns(pl.lit(False).alias("is_dropped")).select(CHANGES)])


def _no_changes(mentions: pl.DataFrame) -> pl.DataFrame:
    return mentions.head(0).select(
        pl.lit(None, dtype=pl.String).alias("article_id"), pl.all(), pl.lit(True).alias("is_dropped")
    ).select(CHANGES)  # fmt: skip


def _by_article(
    texts: pl.DataFrame,
    shown: pl.DataFrame,
    found: pl.DataFrame,
    mentions: pl.DataFrame,
    lexicon: Lexicon,
) -> pl.DataFrame:
    """`article_id, short, entity_id, how`: what stands for one entity only in its article."""
    words = words_of(lexicon)
    named = shown.join(found, on="claim").unique(["article_id", "entity_id", "surface"], maintain_order=True)
    derived = _derived(named.unique(["entity_id", "surface"], maintain_order=True), lexicon, words)
    derived = named.select("article_id", "entity_id", "surface").join(derived, on=["entity_id", "surface"])
    own = lexicon.entities.filter(pl.col("type") == "organization").select("entity_id", "type")
    organizations = pl.concat(
        [
            found.filter(pl.col("type") == "organization").select("claim", "surface", "end", "entity_id"),
            mentions.join(own, on="entity_id", how="semi").select("claim", "surface", "end", "entity_id"),
        ]
    )
    declared = shown.join(_declared(organizations, texts, words), on="claim")
    shorts = pl.concat([_within(named), *(rows.select("article_id", *_SHORTS) for rows in (declared, derived))])
    # The whole name of one firm may be the short name of another: then it is that other's.
    is_other = (pl.col("how") != "within") & (pl.col("how") == "within").any().over("article_id", "short")
    shorts = shorts.filter(~is_other).unique(["article_id", "short", "entity_id"], keep="first", maintain_order=True)
    return shorts.filter(pl.len().over("article_id", "short") == 1)


def _within(named: pl.DataFrame) -> pl.DataFrame:
    """Chinese firms whose name is part of one longer name in the article: 闪康生物 of 国药闪康生物制药有限公司."""
    firms = named.filter((pl.col("subtype") == "company") & pl.col("surface").str.contains(r"^\p{Han}"))
    firms = firms.select("article_id", "surface", "entity_id")
    pairs = firms.join(firms, on="article_id", suffix="_longer").filter(
        (pl.col("surface") != pl.col("surface_longer"))
        & pl.col("surface_longer").str.contains(pl.col("surface"), literal=True)
    )
    return pairs.filter(pl.len().over("article_id", "surface") == 1).select(
        "article_id", pl.col("surface").alias("short"), pl.col("entity_id_longer").alias("entity_id"),
        pl.lit("within").alias("how"),
    )  # fmt: skip


def _places(texts: pl.DataFrame, shown: pl.DataFrame, shorts: pl.DataFrame, words: Words) -> pl.DataFrame:
    """`article_id, claim, entity_id, surface, start, end`: where the short forms stand as words of their own."""
    listed = sorted(shorts["short"].unique().to_list(), key=lambda word: (-len(word), word))
    shown = shown.join(shorts, on="article_id", how="semi")
    texts = texts.join(shown, on="claim", how="semi", maintain_order="left")
    plain = searchable(pl.col("text")).str.replace_many(listed, wrap(listed), leftmost=True)
    hits = find(texts.select("claim", "text"), plain)
    hits = hits.join(shown, on="claim").join(shorts, left_on=["article_id", "match"], right_on=["article_id", "short"])
    before, after = pl.col("before").str, pl.col("after").str
    is_latin = pl.col("match").str.contains(f"{_LATIN}$")
    inside = before.contains(rf"{_LATIN}[&.-]?$") & pl.col("match").str.contains(f"^{_LATIN}")
    goes_on = is_latin & after.contains(rf"^{_LATIN}")
    # Smith Barney and Anna Smith are others than Smith.
    one_word = is_latin & ~pl.col("match").str.contains(" ") & (pl.col("how") != "bracket")
    lead = rf"(?:^|[^A-Za-z])(?:{words.any('stop', 'title', 'honorific')})\s$"
    new = rf"^\s(?:{words.any('stop', 'title', 'honorific')})"
    in_longer = one_word & (
        (after.contains(r"^(?:\s(?:&\s)?[A-Z][a-z]|-[A-Za-z])") & ~after.contains(new))
        | (before.contains(r"[A-Z][a-z]+\s$") & ~before.contains(lead))
    )
    in_parts = pl.col("match").str.contains(r"^\p{Han}") & before.contains(r"[·•-]$")
    hits = hits.filter(~inside & ~goes_on & ~in_longer & ~in_parts)
    surface = pl.col("text").str.slice("start", pl.col("end") - pl.col("start"))
    return hits.select("article_id", "claim", "entity_id", surface.alias("surface"), "start", "end", "how")


def _derived(named: pl.DataFrame, lexicon: Lexicon, words: Words) -> pl.DataFrame:
    """Short forms by rule: the full name itself, a company without its general words, a person's last name."""
    surface = pl.col("surface").str
    is_person, is_company = pl.col("type") == "person", pl.col("subtype") == "company"
    is_chinese = surface.contains(r"^\p{Han}")
    is_english_firm = is_company & ~is_chinese & surface.contains(" ")
    general = words.any("legal", "suffix", "weak_suffix", "generic_en")
    chinese_core = surface.replace(rf"(?:{words.any('legal_zh')}|集团|股份|控股)+$", "")
    is_pinyin = surface.contains(rf"^(?:{words.any('surname_pinyin')})\s\S+$") & (pl.col("form") != "given")
    is_full = ~(is_person & ~surface.contains(r"[\s·]") & ~is_chinese)
    options = {
        "full": (is_full, pl.col("surface")),
        "name": (is_company, pl.col("name")),
        "core": (is_english_firm, surface.replace(rf"(?:,?\s(?:&\s)?(?:{general})\.?)+$", "")),
        "firm": (
            is_english_firm,
            surface.replace(rf",?\s(?:{words.any('legal')}|Group|Holdings|Holding|Company)(?-u:\b).*$", ""),
        ),
        "surname": (is_person & ~is_chinese & ~is_pinyin, surface.extract(r"\s(\S+)$", 1)),
        "pinyin": (is_person & is_pinyin, surface.extract(r"^(\S+)\s", 1)),
        "part": (is_person & is_chinese, surface.extract(r"·(\p{Han}{2,})$", 1)),
        "zh": (is_company & is_chinese, chinese_core),
        "zh_core": (is_company & is_chinese, chinese_core.str.replace(rf"^(?:{_cities(lexicon)})(?:省|市)?", "")),
    }
    rows = [
        named.filter(test).with_columns(short.alias("short"), pl.lit(how).alias("how"))
        for how, (test, short) in options.items()
    ]
    shorts = pl.concat(rows).drop_nulls("short")
    least = (
        pl.when(pl.col("short").str.contains(r"\p{Han}"))
        .then(pl.when(is_person).then(2).otherwise(3))
        .when(pl.col("how").is_in(["core", "firm"]))
        .then(4)
        .otherwise(pl.when(pl.col("how") == "pinyin").then(2).otherwise(3))
    )
    is_general = pl.col("short").is_in(words.listed("generic_en", "stop")) | pl.col("short").str.contains(
        rf"^(?:{words.any('generic_zh', 'weak_suffix_zh')})+$"
    )
    is_short = (pl.col("short").str.len_chars() >= least) & ~is_general
    return shorts.filter((pl.col("how") == "full") | is_short).select("surface", *_SHORTS)


def _cities(lexicon: Lexicon) -> str:
    places = lexicon.entities.filter(pl.col("type").is_in(["place", "country"]))["name_zh"].drop_nulls()
    short = places.str.replace(r"(?:省|市)$", "")
    return any_of(short.filter(short.str.len_chars().is_between(2, 4)).unique().sort().to_list())


def _declared(named: pl.DataFrame, texts: pl.DataFrame, words: Words) -> pl.DataFrame:
    """`claim, short, entity_id, how`: short forms the text declares: … Group (ZREIG), …有限公司（以下简称“…”）."""
    texts = texts.filter(
        pl.col("text").str.contains(r"[(（](?:[A-Z][A-Za-z&]{1,9}[)）]|[“\"]|(?:以下|下文)?简称|下称)")
    )
    right = pl.col("text").str.slice("end", 40).str
    short = pl.coalesce(right.extract(_CHINESE_SHORT, 1), right.extract(_ENGLISH_SHORT, 1))
    rows = named.join(texts, on="claim").with_columns(short.alias("short"), pl.lit("bracket").alias("how"))
    rows = rows.drop_nulls("short").filter(~pl.col("short").is_in(words.listed("no_short")))
    is_initials = pl.col("short").str.contains("^[A-Z]") & pl.col("surface").str.contains("^[A-Z]")
    same_letter = pl.col("short").str.head(1) == pl.col("surface").str.head(1)
    return rows.filter(~is_initials | same_letter).select("claim", *_SHORTS)
