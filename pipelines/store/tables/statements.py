"""Tables of what articles state: claims, names, numbers, offices, dates."""

from pipelines.store.tables.kinds import Column, Table, null

CLAIMS = Table(
    "claims",
    "One row per statement: the title, each bullet of a summary, each sentence of running text.",
    ("claim_id",),
    (
        Column("claim_id", "varchar", "Hash of article_id, field and start_char, 16 hexadecimal characters."),
        Column("article_id", "varchar", "The article.", references="articles.article_id"),
        Column("ordinal", "integer", "0 for the title, then bullets or sentences from 1."),
        null("section", "varchar", "Heading the bullet stands under, as printed; null for titles and prose."),
        Column("text", "varchar", "The statement as printed."),
        Column("lang", "varchar", "Language of the statement: en or zh."),
        Column("start_char", "bigint", "Start in the title (ordinal 0) or the body."),
        Column("end_char", "bigint", "End in the title or the body, exclusive."),
        Column("citations", "integer[]", "Numbers of the citation marks, in order of appearance."),
        null("subject_id", "varchar", "Entity the statement is about.", "entities.entity_id"),
    ),
    group="extract",
    reads=("articles", "lexicon"),
    comes_with="article",
)

ENTITIES = Table(
    "entities",
    "Countries, organisations, people, places, materials and products: the lexicon's and those found in the text.",
    ("entity_id",),
    (
        Column("entity_id", "varchar", "Hash of type and name, 16 hexadecimal characters."),
        Column("type", "varchar", "country, organization, person, place, material or product."),
        null("subtype", "varchar", "Finer kind, such as bloc, company, ministry, mine, element."),
        Column("name", "varchar", "English name."),
        null("name_zh", "varchar", "Chinese name."),
        null("iso3", "varchar", "ISO 3166-1 alpha-3 code of a country."),
        null("role", "varchar", "Office a person holds or held, in words two people can share."),
        Column("origin", "varchar", "lexicon, or discovered in the text by its form."),
    ),
    group="extract",
    reads=("claims", "lexicon"),
)

MENTIONS = Table(
    "mentions",
    "One row per place where a statement names an entity.",
    ("claim_id", "entity_id", "start_char"),
    (
        Column("claim_id", "varchar", "The statement.", references="claims.claim_id"),
        Column("article_id", "varchar", "The article.", references="articles.article_id"),
        Column("entity_id", "varchar", "The entity.", references="entities.entity_id"),
        Column("field", "varchar", "title or body."),
        Column("surface", "varchar", "The name as printed: field[start_char:end_char]."),
        Column("start_char", "bigint", "Start in the field."),
        Column("end_char", "bigint", "End in the field, exclusive."),
    ),
    group="extract",
    reads=("claims", "entities"),
    comes_with="article",
)

MEASURES = Table(
    "measures",
    "One row per quantity: what was printed, its value in base units, and what it is about.",
    ("measure_id",),
    (
        Column("measure_id", "varchar", "Hash of claim_id and start_char, 16 hexadecimal characters."),
        Column("claim_id", "varchar", "The statement.", references="claims.claim_id"),
        Column("article_id", "varchar", "The article.", references="articles.article_id"),
        Column("field", "varchar", "title or body."),
        Column("quote", "varchar", "Number and unit as printed: field[start_char:end_char]."),
        Column("start_char", "bigint", "Start in the field."),
        Column("end_char", "bigint", "End in the field, exclusive."),
        Column("comparator", "varchar", "=, >, >=, <, <= or ~ (about)."),
        Column("low", "double", "Lower end in base units (tonnes, full currency units, percent as 51)."),
        Column("high", "double", "Upper end; equal to low where the text gives one number."),
        Column(
            "unit",
            "varchar",
            "Unit by its English name in the singular, such as percent, tonne, usd, year, count.",
        ),
        null("change", "varchar", "up or down where the number is a change."),
        null("subject_id", "varchar", "Entity the number is about.", "entities.entity_id"),
        Column("metric", "varchar", "What is measured.", references="metrics.metric"),
        null("object_id", "varchar", "Second entity: material, supplier, counterparty.", "entities.entity_id"),
        null("qualifier", "varchar", "What sets the number apart from others of its metric: suspended, capacity."),
        null("as_of", "varchar", "Date the number speaks of: 2030, 2025-10 or 2025-10-09."),
    ),
    group="extract",
    reads=("claims", "entities", "metrics"),
    comes_with="article",
)

OFFICES = Table(
    "offices",
    "One row per statement that gives a person an office (Treasury Secretary) or has money go into a firm.",
    ("claim_id", "entity_id"),
    (
        Column("claim_id", "varchar", "The statement.", references="claims.claim_id"),
        Column("article_id", "varchar", "The article.", references="articles.article_id"),
        Column("entity_id", "varchar", "The person; of an investee the firm or mine.", references="entities.entity_id"),
        Column("office", "varchar", "The office under one name for all its titles: finance minister; or investee."),
        null("body_id", "varchar", "The country or body whose office it is; null of firms.", "entities.entity_id"),
        Column("is_former", "boolean", "True where the words say that the person held it before."),
        Column("field", "varchar", "title or body."),
        Column("start_char", "bigint", "Start of the office's title in the field."),
        Column("end_char", "bigint", "End of it, exclusive."),
    ),
    group="extract",
    reads=("claims", "entities"),
    comes_with="article",
)

DATES = Table(
    "dates",
    "One row per date that a statement prints for what it tells; dates it only compares with are left out.",
    ("claim_id", "start_char"),
    (
        Column("claim_id", "varchar", "The statement.", references="claims.claim_id"),
        Column("article_id", "varchar", "The article.", references="articles.article_id"),
        Column("field", "varchar", "title or body."),
        Column("quote", "varchar", "The date as printed: field[start_char:end_char]."),
        Column("start_char", "bigint", "Start in the field."),
        Column("end_char", "bigint", "End in the field, exclusive."),
        Column("as_of", "varchar", "The date: 2030, 2025-10 or 2025-10-09."),
        Column("has_year", "boolean", "True where the statement prints the year, false where the article gives it."),
        null("tense", "varchar", "recent, past or future by the words beside it."),
    ),
    group="extract",
    reads=("claims", "lexicon"),
    comes_with="article",
)
