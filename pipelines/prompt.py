"""A small read-only prompt on the published file. Each query sees the file as it is published then."""

from pathlib import Path

from pipelines.printing import print_answer, say
from pipelines.store.status import QueryError, answer

_LEAVE = {"exit", "quit", ".exit", ".quit", r"\q"}


def run_query(published: Path, query: str, limit: int) -> None:
    """Ask once and print the answer."""
    print_answer(answer(published, query, limit))


def ask(published: Path, limit: int) -> None:
    """Read queries, each ended by a semicolon, until the user leaves."""
    try:
        # Importing it gives `input` editing keys and a history; Python on Windows has none.
        import readline  # noqa: F401, PLC0415
    except ImportError:
        say("No line editing here.")
    say(f"{published}, read-only. End a query with a semicolon; leave with exit or Ctrl-D.")
    lines: list[str] = []
    while True:
        try:
            line = input("......> " if lines else "claims> ")
        except EOFError:
            return
        except KeyboardInterrupt:
            lines.clear()
            print()
            continue
        if not lines and line.strip().rstrip(";").lower() in _LEAVE:
            return
        lines.append(line)
        if line.rstrip().endswith(";"):
            _answer_or_say(published, "\n".join(lines), limit)
            lines.clear()


def _answer_or_say(published: Path, query: str, limit: int) -> None:
    try:
        run_query(published, query, limit)
    except QueryError as error:
        say(str(error))
