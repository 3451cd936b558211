"""How judges fare while a large entry form is read and imported beside them: the embedded house on SQLite, its worker at
work, a steady rate of marks as a hall gives them, and the answers timed idle and during the import in turns."""

from __future__ import annotations

import itertools
import random
import re
import selectors
import statistics
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path

from competition.schemes import actions as schemes
from competition.web.sheets import Column, Table, write_tables
from tests.bench.hall import Hall, furnished
from tests.bench.load import Judge, judge, quantile
from tests.contestants.forms import NAMES, id_number
from tests.live.house import running_house, settled
from tests.world import PASSWORD, World

ROWS = 20_000
RATE = 60.0
ROUNDS = 3
IDLE_SECONDS = 20.0
LONGEST = 300.0
TRADES = ("焊工", "钳工", "护理", "导游")


@dataclass(frozen=True)
class Round:
    """Seconds until the answer at p50 and p99, idle and during one import, and how long the import took."""

    idle: tuple[float, float]
    during: tuple[float, float]
    took: float


def measured(scratch: Path, worker: str, rounds: int = ROUNDS, rows: int = ROWS) -> list[Round]:
    """The rounds, each with an import of a form of its own into an event of its own."""
    data = scratch / "judge-import"
    hall = furnished(data, trades=4)
    with settled(data) as world:
        events = [_ready(world, number) for number in range(rounds)]
    found: list[Round] = []
    with running_house(worker, data=data, core=0, COMPETITION_STRICT="0") as house:
        for number, event_id in enumerate(events):
            steady = Steady(house.url, hall)
            idle = steady.mark(lambda: False, IDLE_SECONDS)
            organiser = Organiser(house.url, event_id, entry_form(rows, number))
            begun = time.perf_counter()
            during = steady.mark(organiser.done, LONGEST)
            found.append(Round(idle, during, time.perf_counter() - begun))
            steady.leave()
    return found


def ratio(rounds: list[Round]) -> float:
    """The median over the rounds of p99 during an import to p99 idle."""
    return statistics.median(one.during[1] / one.idle[1] for one in rounds)


def entry_form(rows: int, seed: int) -> bytes:
    """An .xlsx of so many people, good rows of four trades and forty units."""
    dice = random.Random(seed)
    titles = ("姓名", "性别", "身份证号", "工作单位", "工种", "联系电话")
    people = []
    for place in range(rows):
        sex, year = dice.choice("男女"), 1966 + place // 900 % 40
        number = id_number(place, sex=sex, year=year, month=place // 100 % 9 + 1) if place % 50 == 0 else ""
        name = f"{NAMES[place % 10]}{chr(0x4E00 + place // 10)}"
        people.append([name, sex, number, f"青溪第{place % 40 + 1}机械厂", TRADES[place % 4], f"199{seed}{place:07d}"])
    return write_tables([Table("报名表", [Column(title) for title in titles], people)])


@dataclass
class Steady:
    """Every tablet of the hall, one message of one mark at a time, at a steady rate over all of them."""

    url: str
    hall: Hall
    judges: list[Judge] = field(default_factory=list)

    def mark(self, done: Callable[[], bool], seconds: float) -> tuple[float, float]:
        """Mark until `done()` or so many seconds are over. Returns p50 and p99 of the answers, in seconds."""
        if not self.judges:
            self.judges = [judge(self.url, tablet, 1) for tablet in self.hall.tablets]
        waits: list[float] = []
        turn = itertools.cycle(self.judges)
        waiting: set[int] = set()
        begun = time.perf_counter()
        sent = 0
        with selectors.DefaultSelector() as selector:
            for one in self.judges:
                selector.register(one.wire.sock, selectors.EVENT_READ, one)
            while (now := time.perf_counter()) < begun + seconds and not done():
                if now >= begun + sent / RATE:
                    one = next(turn)
                    sent += 1
                    if id(one) not in waiting:
                        one.send()
                        waiting.add(id(one))
                for key, _ in selector.select(max(0.0, begun + sent / RATE - time.perf_counter())):
                    if key.data.heard():
                        waiting.discard(id(key.data))
                        waits.append(key.data.waits[-1])
        waits.sort()
        return quantile(waits, 0.5), quantile(waits, 0.99)

    def leave(self) -> None:
        """Everybody goes."""
        for one in self.judges:
            one.wire.close()


class Organiser:
    """Somebody at the desk who sends a form in, imports it as soon as it is read, and waits until that is done."""

    def __init__(self, url: str, event_id: str, form: bytes) -> None:
        self.url = url
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._over = threading.Event()
        self._work = threading.Thread(target=self._import, args=(event_id, form), daemon=True)
        self._work.start()

    def done(self) -> bool:
        """Whether everything is imported."""
        return self._over.is_set()

    def _import(self, event_id: str, form: bytes) -> None:
        self._post("/accounts/sign-in", login="suming", password=PASSWORD)
        batch = self._wait(self._post(f"/contestants/{event_id}/import", form))
        self._wait(self._post(batch, act="import", doubtful="1"))
        self._over.set()

    def _wait(self, job: str) -> str:
        """Look at a job once a second, as its page does, until it leads on."""
        while True:
            with self.browser.open(f"{self.url}{job}") as answer:
                at = urllib.parse.urlsplit(answer.url).path
                said = answer.read().decode()
            if not at.startswith("/jobs/"):
                return at
            if 'data-tone="bad"' in said:
                raise RuntimeError(said)
            time.sleep(1)

    def _post(self, address: str, form: bytes = b"", **values: str) -> str:
        """Send a form with its token; returns the path it leads to."""
        with self.browser.open(f"{self.url}{address}") as answer:
            token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.read().decode())
        values["csrf_token"] = token.group(1) if token else ""
        mark = "craftboard"
        body = b"".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in values.items()
        )
        if form:
            body += f'--{mark}\r\nContent-Disposition: form-data; name="form"; filename="form.xlsx"\r\n\r\n'.encode()
            body += form + b"\r\n"
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        sent = urllib.request.Request(f"{self.url}{address}", body + f"--{mark}--\r\n".encode(), kind)
        with self.browser.open(sent) as answer:
            return urllib.parse.urlsplit(answer.url).path


def _ready(world: World, number: int) -> str:
    """An event with the four trades; the organiser who can sign in is made with the first."""
    if number == 0:
        world.person("苏明", "suming", ("organiser", "/"))
    event_id = world.event()
    schemes.add_trades_from_templates("system", event_id, ["welder", "fitter", "nurse", "tour_guide"])
    return event_id
