"""`competition demo`: fill, serve, say where everything is, and let the simulated judges mark."""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from zoneinfo import ZoneInfo

from qrcode.main import QRCode

from competition import embedded
from competition.accounts import actions as accounts
from competition.config import Settings
from competition.demo import chief, ground
from competition.demo.fill import CHIEF, ORGANISER, ZONE, Filled, fill
from competition.demo.ground import CannotPlay
from competition.demo.words import Said
from competition.demo.words import both as _
from competition.embedded import Build, Serve
from competition.store.migrations import upgrade


def run(settings: Settings, environ: Mapping[str, str], options: argparse.Namespace, build: Build, serve: Serve) -> int:
    """Play a demo until told to stop, or for `options.seconds`; returns the exit status."""
    try:
        settings = ground.reachable(settings)
        marker = ground.clear(settings, options.seed)
    except CannotPlay as refused:
        print(*refused.said, sep="\n", file=sys.stderr)
        return 2
    _tell(_("Making the demo …"))
    began = time.monotonic()
    upgrade(settings.migration_database_url)
    app = build(settings)
    password = secrets.token_hex(5)
    filled = fill(options.seed, password, dt.datetime.now(ZoneInfo(ZONE)).date())
    _tell(_counts(filled, time.monotonic() - began))
    embedded.start_job_worker(settings, dict(environ) | {"PUBLIC_BASE_URL": settings.base_url})
    child: list[subprocess.Popen[bytes]] = []
    embedded.stop_on_signal()

    def ready() -> None:
        print(f"READY {settings.base_url}", flush=True)
        _say_where(settings, filled, password)
        if not options.no_judges:
            child.append(_judges(settings, options, filled))
            threading.Thread(target=chief.watch, args=(filled.trades,), daemon=True).start()
            _tell(_("Simulated judges are marking. Ctrl-C ends the demo."))
        else:
            _tell(_("Nobody marks until people do. Ctrl-C ends the demo."))
        if options.seconds is not None:
            signal.setitimer(signal.ITIMER_REAL, max(options.seconds, embedded.AGAIN), embedded.AGAIN)

    try:
        serve(settings, app, ready)
    except SystemExit:
        return 0
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for one in child:
            _end(one)
        marker.close()
    return 0


def _judges(settings: Settings, options: argparse.Namespace, filled: Filled) -> subprocess.Popen[bytes]:
    """The simulated judges as a child that ends when its standard input closes, however we ended."""
    file = settings.data / "judges.json"
    told = {
        "origin": ground.local_origin(settings), "seed": options.seed, "speed": options.speed,
        "tablets": [asdict(tablet) for tablet in filled.tablets],
    }  # fmt: skip
    ground.write_secret(file, json.dumps(told))
    command = [sys.executable, "-m", "competition.demo.judges", str(file)]
    return subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 - our own module


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.stdin is not None:
        child.stdin.close()
    try:
        child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        child.kill()


def _say_where(settings: Settings, filled: Filled, password: str) -> None:
    base, event, guest = settings.base_url, filled.event_id, filled.guest
    invited = accounts.invite_device(guest.person_id, event, guest.trade.id, "system")
    phone, trade = f"{base}/standings/{event}", f"{guest.trade.name} / {guest.trade.name_en}"
    _tell(Said(filled.name, filled.name_en))
    _place(_("Public home"), f"{base}/")
    _place(_("Organiser's desk"), f"{base}/desk")
    _more(_("Sign in as %(login)s with the password %(password)s.", login=ORGANISER, password=password))
    _more(
        _(
            "%(name)s, chief judge of %(trade)s, signs in as %(login)s with the same password.",
            name=guest.trade.chief_name, trade=trade, login=CHIEF,
        )
    )  # fmt: skip
    _place(_("A judge's tablet"), f"{base}/j#{invited.code}")
    _more(
        _(
            "%(name)s of %(trade)s is left to you. Without a camera: open %(address)s and type %(digits)s.",
            name=guest.name, trade=trade, address=f"{base}/j", digits=invited.digits,
        )
    )  # fmt: skip
    _more(_("The code is good once, for ten minutes. Accept the tablet, or make another code, at the desk:"))
    print(f"    {base}/officials/{event}/{guest.trade.id}")
    _place(_("Big screen"), f"{base}/screens/{event}")
    _place(_("Standings on a phone"), phone)
    file = settings.data / "shares.txt"
    ground.write_secret(file, filled.shares)
    _place(_("Shares of the keys of the trade that is marked blind"), str(file))
    if settings.host == "127.0.0.1":
        _more(_("Phones and tablets reach this computer when the demo is started with --host 0.0.0.0."))
    print()
    print(_qr(phone), flush=True)


def _qr(address: str) -> str:
    """The address as a QR code in half-block characters, light on a dark terminal."""
    code = QRCode(border=2)
    code.add_data(address)
    code.make(fit=True)
    drawn = io.StringIO()
    code.print_ascii(out=drawn, invert=True)
    return drawn.getvalue().rstrip("\n")


def _counts(filled: Filled, seconds: float) -> Said:
    return _(
        "%(members)s members, %(trades)s trades, %(contestants)s contestants, %(judges)s judges, %(marks)s marks; made in"
        " %(seconds)s s.",
        members=filled.members, trades=len(filled.trades), contestants=filled.contestants, judges=filled.judges,
        marks=filled.marks, seconds=f"{seconds:.1f}",
    )  # fmt: skip


def _tell(said: Said) -> None:
    print(said.zh if said.zh == said.en else f"{said.zh}\n{said.en}", flush=True)


def _place(said: Said, address: str) -> None:
    print(f"\n{said.zh if said.zh == said.en else f'{said.zh} · {said.en}'}\n  {address}")


def _more(said: Said) -> None:
    for line in dict.fromkeys(said):
        print(f"    {line}")
