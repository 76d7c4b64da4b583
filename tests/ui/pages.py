"""Pages to drop while Dagster runs: small, each with one article of its own."""


def page(number: int, *, title: str = "", topic: str = "稀土") -> str:
    """A page of one article that states one number."""
    title = title or f"稀土第{number}号公告:产量再创新高"
    return (
        f"{topic}\nSearch documents\n{title}\nTest Daily· 2025-12-01 10:00\n"
        f"Core Insights - China produced {number + 1000} tonnes of dysprosium in 2024 [1]\n"
    )
