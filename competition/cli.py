"""The `competition` command. A command's module is loaded when the command is called, so that wsgi can patch first."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from competition.config import Settings


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns its exit status."""
    options = _parser().parse_args(arguments)
    status: int = options.run(options)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="competition", description="匠榜 · Craftboard")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve the embedded edition: one process and its job worker")
    _address(serve)
    serve.set_defaults(run=_serve)
    jobs = commands.add_parser("jobs", help="the job worker (serve starts one by itself)")
    _data(jobs)
    jobs.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)
    jobs.set_defaults(run=_jobs)
    migrate = commands.add_parser("migrate", help="bring the database to this release")
    _data(migrate)
    migrate.set_defaults(run=_migrate)
    verify = commands.add_parser("verify", help="check every chain of the ledger")
    _data(verify)
    verify.set_defaults(run=_verify)
    demo = commands.add_parser("demo", help="a believable city event with simulated judges")
    _address(demo)
    demo.add_argument("--for", dest="seconds", type=float, metavar="SECONDS", help="end after so many seconds")
    demo.add_argument("--speed", type=float, default=1.0, help="how fast judges mark: 1 is two marks a second in all")
    demo.add_argument("--seed", type=int, default=8, help="the same seed makes the same event and the same marks")
    demo.add_argument("--no-judges", action="store_true", help="leave the marking to people")
    demo.set_defaults(run=_demo)
    _tabulating(commands)
    return parser


def _tabulating(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The auditor's commands."""
    tabulate = commands.add_parser(
        "tabulate", help="work out a result from a plan and marks, without database or network"
    )
    tabulate.add_argument("plan", type=Path, metavar="PLAN.json")
    tabulate.add_argument("marks", type=Path, metavar="MARKS.csv")
    tabulate.add_argument("--entries", type=Path, metavar="ENTRIES.csv", help="who takes part; others are refused then")
    form = tabulate.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", help="everything, as canonical JSON")
    form.add_argument("--csv", dest="form", action="store_const", const="csv", help="a table")
    form.add_argument("--explain", metavar="ENTRY", help="the whole arithmetic of one entry, line by line")
    tabulate.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of texts (default zh)")
    tabulate.set_defaults(run=_tabulate, form="text")
    draw = commands.add_parser("verify-draw", help="draw again from the seed of a record, without database or network")
    draw.add_argument("record", type=Path, metavar="RECORD.json")
    draw.add_argument("--commitment", metavar="HASH", help="the hash that was published before the draw")
    draw.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of texts (default zh)")
    draw.set_defaults(run=_verify_draw)
    export = commands.add_parser("export-results", help="write an event's plans, marks, entries and results as files")
    export.add_argument("event", metavar="EVENT", help="the id of the event")
    export.add_argument("--trade", metavar="CODE", help="only the trade of this code")
    export.add_argument(
        "--to", type=Path, required=True, metavar="FOLDER", help="where a folder for each stage is made"
    )
    _data(export)
    export.set_defaults(run=_export_results)


def _address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=None, help="the address to listen on (default 127.0.0.1; 0.0.0.0 for a hall)")
    parser.add_argument("--port", type=int, default=None, help="default 8000")
    _data(parser)


def _data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=None, help="the folder of database and keys (default ./var)")


def environment(options: argparse.Namespace) -> dict[str, str]:
    """The environment with the command's options put in, and the embedded edition's own keys where none are set."""
    from competition.config import prepare_keys

    wished = {"COMPETITION_HOST": "host", "COMPETITION_PORT": "port", "COMPETITION_DATA": "data"}
    given = {name: getattr(options, option, None) for name, option in wished.items()}
    environ = dict(os.environ) | {name: str(value) for name, value in given.items() if value is not None}
    if "COMPETITION_SECRET" not in environ and "COMPETITION_VAULT_KEY" not in environ:
        environ |= prepare_keys(Path(environ.get("COMPETITION_DATA", "var")).resolve())
    if environ.get("COMPETITION_HOST") == "0.0.0.0" and "PUBLIC_BASE_URL" not in environ:  # noqa: S104
        environ["PUBLIC_BASE_URL"] = f"http://{_own_address()}:{environ.get('COMPETITION_PORT', '8000')}"
    return environ


def _own_address() -> str:
    """This machine's address in the hall's network: what a tablet must open. Nothing is sent to find it."""
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            address: str = probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"
    return address


def _settings(environ: dict[str, str]) -> Settings:
    from competition.config import BadSetting, settings_from

    try:
        return settings_from(environ)
    except BadSetting as bad:
        print(f"competition: {bad}", file=sys.stderr)
        raise SystemExit(2) from None


def _serve(options: argparse.Namespace) -> int:
    environ = environment(options)
    from competition import wsgi

    wsgi.patch(environ.get("COMPETITION_ASYNC", "eventlet"))
    from competition import embedded

    return embedded.serve(_settings(environ), environ, wsgi.application, wsgi.serve)


def _demo(options: argparse.Namespace) -> int:
    if options.data is None:
        options.data = Path("var/demo")
    if options.port == 0:
        options.port = _free_port(options.host or "127.0.0.1")
    for shared in ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL"):
        os.environ.pop(shared, None)  # the demo never touches what a real house uses
    environ = environment(options)
    from competition import wsgi

    wsgi.patch(environ.get("COMPETITION_ASYNC", "eventlet"))
    from competition.demo import play

    return play.run(_settings(environ), environ, options, wsgi.application, wsgi.serve)


def _free_port(host: str) -> int:
    """A port that nobody listens on now."""
    import socket

    with socket.create_server((host, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _jobs(options: argparse.Namespace) -> int:
    from competition.app import create_app
    from competition.jobs.queue import work

    if options.with_parent:
        from competition.embedded import end_with_parent

        end_with_parent()
    work(create_app(_settings(environment(options))).extensions["queue"])
    return 0


def _migrate(options: argparse.Namespace) -> int:
    from competition.store.migrations import upgrade

    upgrade(_settings(environment(options)).migration_database_url)
    return 0


def _verify(options: argparse.Namespace) -> int:
    from competition.store.check import verify

    return verify(_settings(environment(options)).database_url)


def _tabulate(options: argparse.Namespace) -> int:
    from competition.tabulating.command import Asked, run

    asked = Asked(options.plan, options.marks, options.entries, options.form, options.explain, options.lang)
    return run(asked, sys.stdout.buffer, sys.stderr.buffer)


def _verify_draw(options: argparse.Namespace) -> int:
    from competition.tabulating.drawing import verify_draw

    return verify_draw(options.record, options.commitment, options.lang, sys.stdout.buffer, sys.stderr.buffer)


def _export_results(options: argparse.Namespace) -> int:
    from competition.app import create_app
    from competition.standings.exporting import export_results
    from competition.store import Refused

    with create_app(_settings(environment(options))).app_context():
        try:
            written = export_results(options.event, options.trade, options.to)
        except Refused as refused:
            print(f"competition: {refused.code}", file=sys.stderr)
            return 2
    print("\n".join(str(path) for path in written))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
