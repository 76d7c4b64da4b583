"""Who is told of a failed run. Knows no Dagster: a notifier is a function of one `FailedRun`.

`CLAIMHOUSE_NOTIFY` names them: `log`, the address of a webhook, or `module:function` for one of your own.
"""

import json
import logging
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from urllib.parse import urlsplit

from pipelines.errors import ClaimhouseError
from pipelines.settings import refused

TIMEOUT = 10.0
"""Seconds that a webhook may take to answer."""


@dataclass(frozen=True)
class FailedRun:
    """A run that failed, and why."""

    job: str
    run_id: str
    error: str

    @property
    def text(self) -> str:
        """One line for people."""
        return f"Claimhouse: run {self.run_id[:8]} of {self.job} failed: {self.error}"


Notifier = Callable[[FailedRun], None]


class NotifyError(ClaimhouseError):
    """Nobody could be told."""


def notifiers(names: str) -> tuple[Notifier, ...]:
    """The notifiers that the setting names, separated by spaces."""
    return tuple(_notifier(name) for name in names.split())


def log(failed: FailedRun) -> None:
    """Tell the log of the process."""
    logging.getLogger(__name__).error(failed.text)


def webhook(address: str) -> Notifier:
    """Tell an address by a POST of JSON: `text`, as chat services read it, and job, run_id and error by name."""

    def post(failed: FailedRun) -> None:
        body = json.dumps({"text": failed.text, **asdict(failed)}).encode()
        request = urllib.request.Request(address, body, {"Content-Type": "application/json"}, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT):
                pass
        except OSError as error:
            if isinstance(error, urllib.error.HTTPError):
                error.close()
            # The path of a webhook is its password.
            raise NotifyError(
                f"the webhook at {urlsplit(address).hostname} did not take the notice of {failed.run_id} ({error}); "
                "look at CLAIMHOUSE_NOTIFY"
            ) from None

    return post


def _notifier(name: str) -> Notifier:
    if name == "log":
        return log
    if name.startswith(("http://", "https://")):
        return webhook(name)
    module, _, function = name.partition(":")
    try:
        found = getattr(import_module(module), function)
    except (ImportError, AttributeError) as error:
        raise refused("notify", name, f"a function that can be imported ({error})") from error
    if not callable(found):
        raise refused("notify", name, "a function of one FailedRun")
    notifier: Notifier = found
    return notifier
