"""What a person sees, in a real Chromium: lineage, a seed that lands, its run, the asset, its checks.

`make screenshots` keeps the pictures in docs/, where the README shows them.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.ui.conftest import Ui
from tests.ui.pages import page
from tests.ui.test_running import idle, seeds_published

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PICTURES = os.environ.get("SCREENSHOTS")
QUIET = (
    "--disable-background-networking", "--disable-component-update", "--disable-quic", "--disable-sync",
    "--no-first-run",
)  # fmt: skip
PAYLOAD = "<img src=x onerror=alert(1)> | [a](javascript:alert(1)) ![i](http://203.0.113.1/x) http://evil.example/"

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine; on Debian: apt-get install chromium"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def at(browser: Browser, ui: Ui) -> Iterator[Page]:
    """A tab on the running Dagster. No script may speak up in it, and no request may leave this machine."""
    heard: list[str] = []
    tab = browser.new_page(base_url=ui.address, viewport={"width": 1400, "height": 900})
    tab.set_default_timeout(30_000)
    tab.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
    tab.on("pageerror", lambda error: heard.append(f"error: {error}"))
    tab.on("request", lambda request: None if _is_local(request.url, ui) else heard.append(request.url))
    yield tab
    tab.close()
    assert heard == []


def _is_local(url: str, ui: Ui) -> bool:
    return url.startswith((ui.address, ui.address.replace("http", "ws"), "data:", "blob:"))


def picture(tab: Page, name: str) -> None:
    """Keep the tab as the README shows it, where that is asked for."""
    if PICTURES:
        tab.mouse.move(0, 0)
        tab.screenshot(path=Path(PICTURES) / f"{name}.png", animations="disabled")


def open_metadata(tab: Page, label: str) -> None:
    """Click what shows the Markdown of a materialisation's entry."""
    tab.get_by_role("row", name=label).get_by_text("[Show Markdown]").click()
    expect(tab.get_by_role("button", name="Close")).to_be_visible()


def test_the_lineage_goes_from_the_pages_to_the_published_file(at: Page) -> None:
    at.goto("/asset-groups")
    for group in ("ingest", "extract", "models", "publish"):
        expect(at.get_by_text(group, exact=True).first).to_be_visible()
    at.goto("/assets/fact_agreement?view=lineage&lineageScope=neighbors")
    for name in ("fact_agreement", "facts", "whats_new"):
        expect(at.get_by_text(name, exact=True).first).to_be_visible()
    at.wait_for_load_state("networkidle")
    picture(at, "lineage")


def test_a_seed_that_lands_is_seen_from_its_run_to_its_rows(at: Page, ui: Ui) -> None:
    ui.drop("seen.txt", page(5001))
    ui.wait_for("the seed in the published file", lambda: "seen.txt" in seeds_published(ui))
    ui.wait_for("the end of the run", lambda: idle(ui))
    run = ui.runs()[0]["runId"]
    at.goto("/runs")
    expect(at.get_by_role("link", name=run[:8])).to_be_visible()
    at.goto(f"/runs/{run}")
    expect(at.get_by_text("Success", exact=True).first).to_be_visible()
    expect(at.get_by_text("1 seeds added, 0 changed").first).to_be_visible()
    picture(at, "run")

    at.goto("/assets/articles")
    expect(at.get_by_text("One row per article, stored once however many pages show it.")).to_be_visible()
    expect(at.get_by_text("Outlet as printed; null where the page names none.")).to_be_visible()
    at.goto("/assets/articles?view=events")
    expect(at.get_by_role("row", name="seeds_added")).to_contain_text("1")
    picture(at, "materialization")
    open_metadata(at, "preview")
    expect(at.get_by_role("cell", name="稀土第5001号公告:产量再创新高")).to_be_visible()
    at.get_by_role("button", name="Close").click()
    expect(at.get_by_role("button", name="Close")).to_have_count(0)
    open_metadata(at, "plot")
    assert at.locator("img[src^='data:image/svg']").evaluate("image => image.naturalWidth") > 300
    at.goto("/assets/country_rollup?view=events")
    open_metadata(at, "plot")
    picture(at, "plot")


def test_the_checks_of_an_asset_say_what_they_found(at: Page, ui: Ui) -> None:
    ui.drop("no-page.txt", "This is no page.\n")
    ui.wait_for("the seed in the published file", lambda: "no-page.txt" in seeds_published(ui))
    ui.wait_for("the end of the run", lambda: idle(ui))
    at.goto("/assets/seed_files?view=checks&checkDetail=seed_files__pages_are_loaded")
    expect(at.get_by_text("No page, and no line of a page, is quarantined.")).to_be_visible()
    expect(at.get_by_role("row", name="failing_rows")).to_contain_text("1")
    picture(at, "checks")
    open_metadata(at, "sample")
    expect(at.get_by_role("cell", name="no-page.txt")).to_be_visible()
    (ui.seeds / "no-page.txt").unlink()


def test_text_of_a_page_is_shown_and_never_taken_for_markup(at: Page, ui: Ui) -> None:
    name = "<img src=x onerror=alert(2)>.txt"
    ui.drop(name, page(5002, title=PAYLOAD, topic="<script>alert(3)</script>"))
    ui.drop("![x](http:).txt", f"{PAYLOAD}\n")
    ui.wait_for("the seeds in the published file", lambda: name in seeds_published(ui))
    ui.wait_for("the end of the run", lambda: idle(ui))
    for asset in ("articles", "seed_files", "topics"):
        at.goto(f"/assets/{asset}?view=events")
        expect(at.get_by_role("row", name="seeds_added")).to_contain_text("2")
        if asset != "topics":  # what is short stands on the page itself
            open_metadata(at, "preview")
        expect(at.get_by_text("<script>" if asset == "topics" else "<img src=x").first).to_be_visible()
        assert at.locator(".dagster-markdown").count() > 0
        assert at.locator(".dagster-markdown").locator("a, img, script").count() == 0
