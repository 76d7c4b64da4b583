"""The command line: `claimhouse refresh`, `status`, `news`, `sql`, `ui`, `extract`, `lexicon`, `eval`.

Parses arguments, calls the job or the store, has the outcome printed. What a command does not need is
imported where it is used: a refresh with nothing to do answers at once. Errors a user can act on are one line
and exit code 1; a wrong use of the command line is exit code 2.
"""
# ruff: noqa: PLC0415 - imports inside functions are the point, see above

import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipelines.errors import ClaimhouseError
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.reports import Progress

_Command = TypeVar("_Command", bound=Callable[..., Any])


class _Group(click.Group):
    """Turns the project's own errors into one line; everything else keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ClaimhouseError as error:
            raise click.ClickException(str(error)) from error


def _remember_root(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.find_root().obj = value


def _root_option(command: _Command) -> _Command:
    """`--root`, before or after the name of the subcommand."""
    return click.option(
        "--root",
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_remember_root,
        help="Folder of the project; the current one by default.",
    )(command)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@_root_option
def main() -> None:
    """Turn saved news-summary pages into a warehouse of claims, and ask it."""


@main.command()
@click.option("--full", is_flag=True, help="Read every page again into a new file.")
@_root_option
def refresh(full: bool) -> None:
    """Bring the published file in line with the seeds."""
    from pipelines.refresh import refresh as run

    settings = _settings()
    with ExitStack() as stack:
        report = run(settings, full=full, on_progress=_shown_from_the_first_step(stack))
    if report.refresh_id is None:
        click.echo(f"Nothing to do: {report.unchanged} pages unchanged, {settings.published} is up to date")
        return
    from pipelines.printing import print_report

    print_report(report, settings.published)


@main.command()
@_root_option
def status() -> None:
    """Say what is published: when, how much, from which pages."""
    published = _published(_settings())
    from pipelines.printing import print_status
    from pipelines.store.status import read_status

    print_status(read_status(published))


@main.command()
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Rows of each kind at most."
)
@_root_option
def news(limit: int) -> None:
    """Say what the latest refresh brought: verdicts that changed, new facts, conflicts, names and articles."""
    published = _published(_settings())
    from pipelines.printing import print_news
    from pipelines.store.news import read_news

    print_news(read_news(published, limit))


@main.command()
@click.argument("query", required=False)
@click.option(
    "--limit", type=click.IntRange(min=1), default=1000, show_default=True, help="Rows to show at most."
)
@_root_option
def sql(query: str | None, limit: int) -> None:
    """Ask the published file, read-only: QUERY, or a query on standard input, or at a prompt."""
    published = _published(_settings())
    from pipelines.prompt import ask, run_query

    if query is not None:
        run_query(published, query, limit)
    elif sys.stdin.isatty():
        ask(published, limit)
    else:
        run_query(published, sys.stdin.read(), limit)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; only this machine's.")
@click.option("--port", type=click.IntRange(1, 65535), default=3000, show_default=True, help="Port to listen on.")
@click.option("--prepare", is_flag=True, help="Only write dagster.yaml to DAGSTER_HOME, as a container's image needs.")
@_root_option
def ui(host: str, port: int, prepare: bool) -> None:
    """Open Dagster: its pages, and the daemon that runs sensors and schedules."""
    settings = _settings()
    from pipelines import ui as dagster

    if prepare:
        click.echo(dagster.prepare(settings) / "dagster.yaml")
    else:
        dagster.start(settings, host, port)


@main.command()
@click.argument("texts", metavar="[TEXT]...", nargs=-1)
@click.option(
    "--file", "path", type=click.Path(path_type=Path), help="Read the texts from this file, one a line."
)
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), help="The day of the texts, for 昨日, last year and the like."
)
def extract(texts: tuple[str, ...], path: Path | None, date: datetime | None) -> None:
    """Say what texts state: a line of JSON each, with the names and numbers in it and where they stand.

    Each TEXT is read on its own; without one, each line of --file or of standard input.
    """
    if texts and path is not None:
        raise click.UsageError("give texts or --file, not both")
    from pipelines import texts as job

    if texts:
        batches = job.from_arguments(texts)
    elif path is not None and path != Path("-"):
        batches = job.from_file(path)
    else:
        if sys.stdin.isatty():
            click.echo("One text a line; Ctrl-D ends.", err=True)
        batches = job.from_lines(sys.stdin.buffer, "standard input")
    for lines in job.answers(batches, date):
        sys.stdout.buffer.write(lines)
        sys.stdout.buffer.flush()


@main.group()
def lexicon() -> None:
    """The words Claimhouse knows: CSV files, one row a name, unit or cue."""


@lexicon.command()
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Folder of CSV files; the shipped lexicon by default."
)
def check(folder: Path | None) -> None:
    """Say what is wrong with the CSV files, a line each with file and line; exit code 1 where something is."""
    folder = folder or _shortened(Path(__file__).parent / "lexicon")
    if not folder.is_dir():
        raise click.ClickException(f"--folder: {folder} is not a folder; name the one that holds the CSV files")
    from pipelines.lexicon.check import check as run

    checked = run(folder)
    for file, line, message in checked.problems.iter_rows():
        click.echo(f"{click.format_filename(folder / file)}:{line}: {message}")
    found = checked.problems.height
    said = f"{found:,} problem{'s' * (found != 1)}" if found else "nothing wrong"
    click.echo(f"{checked.rows:,} rows in {checked.files} files: {said}")
    sys.exit(found > 0)


@main.command(name="eval")
@click.option(
    "--gold", "folder", type=click.Path(path_type=Path),
    help="Folder of labels, with their pages beside them or in the published file.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print the bare figures, as tests/scores.csv holds them.")
@click.option("-v", "--verbose", is_flag=True, help="List every miss.")
@_root_option
def evaluate(folder: Path | None, as_csv: bool, verbose: bool) -> None:
    """Score the extraction against labels: those of tests/gold and tests/pages, or of --gold.

    Of tests/pages/held_out only the figures are shown.
    """
    settings = _settings()
    from pipelines import evaluation

    if folder is not None:
        folders = [folder]
    else:
        _published(settings)
        folders = evaluation.folders_of(settings)
    from pipelines.printing import print_scores, print_scores_as_csv

    for place in folders:
        scores = evaluation.score(settings, place)
        name = str(place.relative_to(settings.root) if place.is_relative_to(settings.root) else place)
        for text in scores.warnings:
            click.echo(f"Warning: {text}", err=True)
        if as_csv:
            print_scores_as_csv(name, scores, header=place is folders[0])
        else:
            is_held_out = folder is None and place.name == evaluation.HELD_OUT
            print_scores(name, scores, verbose, figures_only=is_held_out)


def _shortened(path: Path) -> Path:
    """The path as seen from the current folder where it lies below."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _settings() -> Settings:
    return Settings.at(click.get_current_context().find_root().obj or Path.cwd())


def _published(settings: Settings) -> Path:
    if not settings.published.exists():
        raise click.ClickException(f"{settings.published} does not exist yet; run `claimhouse refresh` first")
    return settings.published


def _shown_from_the_first_step(stack: ExitStack) -> "Progress":
    """A progress display that comes up with the first step of real work."""
    display: list[Progress] = []

    def tell(step: str, done: int, total: int) -> None:
        if not display:
            from pipelines.printing import progress

            display.append(stack.enter_context(progress()))
        display[0](step, done, total)

    return tell


if __name__ == "__main__":
    main()
