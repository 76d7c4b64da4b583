"""The settings as a Dagster resource: seen in the UI, and changed for one run in its launchpad."""

from collections.abc import Callable
from typing import Any

import dagster as dg
from pydantic import Field, create_model

from pipelines.settings import Settings, knobs, variable

_SECRETS = ("notify", "postgres")
"""A webhook's address and a database's password are no part of what the UI shows."""


class Warehouse(dg.ConfigurableResource["Warehouse"]):
    """Where pages are read and the warehouse is published, and how."""

    root: str

    def settings(self) -> Settings:
        """The settings, checked like those from the environment."""
        said = {variable(name): str(value) for name, value in self.model_dump().items() if name != "root"}
        return Settings.at(self.root, said)


def warehouse_resource(settings: Settings) -> Warehouse:
    """The resource whose defaults are these settings, so that a launchpad need name only what it changes."""
    meanings = {"root": "folder of the project", "seeds": "folder of pages", "published": "the published file"}
    meanings |= {knob.name: knob.metadata["meaning"] for knob in knobs() if knob.name not in _SECRETS}
    fields: dict[str, Any] = {}
    for name, meaning in meanings.items():
        value = getattr(settings, name)
        value = value if isinstance(value, (int, float)) else str(value)
        fields[name] = (type(value), Field(default=value, description=f"{meaning} ({variable(name)})"))
    model: Callable[[], Warehouse] = create_model("Warehouse", __base__=Warehouse, **fields)
    return model()
