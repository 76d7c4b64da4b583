"""Which office of which country or body a person's role is: Chinese Premier, Chief Executive of Apple."""

import polars as pl


def office_holders(named: pl.DataFrame, offices: pl.DataFrame) -> pl.DataFrame:
    """`entity_id, office, body_id` of the people whose role is an office that one person at a time holds.

    `named`: entity_id, type, subtype, iso3, role, aliases. `offices`: word, office, iso3.
    """
    countries = named.filter(pl.col("type") == "country").select("iso3", pl.col("entity_id").alias("country_id"))
    # A ministry's minister is its country's.
    bodies = (
        named.filter(pl.col("type").is_in(["country", "organization"]))
        .join(countries, on="iso3", how="left")
        .select(
            pl.col("aliases").alias("body"),
            pl.coalesce(pl.when(pl.col("subtype") == "ministry").then("country_id"), "entity_id").alias("body_id"),
        )
        .explode("body")
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
        told.join(bodies, on="body")
        .select("entity_id", "office", "body_id", word.str.len_chars().alias("size"))
        .sort("entity_id", "size", "office", descending=[False, True, False])
        .unique("entity_id", keep="first", maintain_order=True)
        .drop("size")
    )
