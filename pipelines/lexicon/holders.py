"""Which office of which country or body a person's role is: Chinese Premier, Chief Executive of Apple."""

import polars as pl


def office_holders(named: pl.DataFrame, offices: pl.DataFrame) -> pl.DataFrame:
    """`entity_id, office, body_id` of the people whose role is an office that one person at a time holds.

    `named`: entity_id, type, subtype, iso3, role, aliases. `offices`: word, office, iso3.
    """
    spelled = (
        named.select("entity_id", pl.col("aliases").alias("body"))
        .explode("body")
        .join(bodies(named), on="entity_id", maintain_order="left")
        .unique("body", keep="first", maintain_order=True)
    )
    role, word = pl.col("role"), pl.col("word")
    body = (
        pl.when(role.str.ends_with(" " + word))
        .then(role.str.strip_suffix(" " + word))
        .when(role.str.starts_with(word + " of "))
        .then(role.str.strip_prefix(word + " of ").str.strip_prefix("the "))
    )
    roles = named.filter((pl.col("type") == "person") & role.is_not_null()).select("entity_id", "role")
    told = roles.join(offices, how="cross").with_columns(body.alias("body")).drop_nulls("body")
    return (
        told.join(spelled.select("body", "body_id"), on="body")
        .select("entity_id", "office", "body_id", word.str.len_chars().alias("size"))
        .sort("entity_id", "size", "office", descending=[False, True, False])
        .unique("entity_id", keep="first", maintain_order=True)
        .drop("size")
    )


def bodies(entities: pl.DataFrame) -> pl.DataFrame:
    """`entity_id, body_id` of countries and organisations: whose office theirs is. A ministry's is its country's."""
    is_ministry = pl.col("subtype") == "ministry"
    return (
        entities.filter(pl.col("type").is_in(["country", "organization"]))
        .join(countries_by_code(entities), on="iso3", how="left", maintain_order="left")
        .select("entity_id", pl.coalesce(pl.when(is_ministry).then("country_id"), "entity_id").alias("body_id"))
    )


def countries_by_code(entities: pl.DataFrame) -> pl.DataFrame:
    """`iso3, country_id`."""
    countries = entities.filter((pl.col("type") == "country") & pl.col("iso3").is_not_null())
    return countries.select("iso3", pl.col("entity_id").alias("country_id"))
