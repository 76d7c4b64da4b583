"""What Dagster loads: `defs`. Assembles the parts, and holds nothing else."""

from pathlib import Path

import dagster as dg

from pipelines.assets import warehouse_assets
from pipelines.automation import automation
from pipelines.resource import warehouse_resource
from pipelines.settings import Settings
from pipelines.specs import sources


def build_definitions(settings: Settings) -> dg.Definitions:
    """The definitions for one project folder; tests pass a folder of their own."""
    warehouse = warehouse_assets(settings)
    assets = dg.Definitions(
        assets=[*sources(settings), warehouse], resources={"warehouse": warehouse_resource(settings)}
    )
    return dg.Definitions.merge(assets, automation(settings, warehouse))


defs = build_definitions(Settings.at(Path.cwd()))
