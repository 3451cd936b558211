"""The queue and its worker: huey on a file beside the database, or on Redis when there is one."""

from __future__ import annotations

import os
from pathlib import Path

from huey import Huey, RedisHuey, SqliteHuey

from competition.jobs import actions, exports

NICE = 10


def queue_of(data: Path, redis_url: str | None) -> Huey:
    """The queue that the app fills and the worker empties."""
    if redis_url:
        return RedisHuey("craftboard", url=redis_url)
    data.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("craftboard", filename=str(data / "jobs.db"), fsync=True)


def install(data: Path, redis_url: str | None, *, inline: bool) -> Huey | None:
    """Send started jobs to the queue; `inline` runs them where they are started (tests)."""
    folder = data / "exports"
    if inline:
        exports.use_folder(folder)
        actions.use_queue(actions.run)
        return None
    queue = queue_of(data, redis_url)
    task = queue.task(name="run_job")(actions.run)
    clear = queue.task(name="clear_exports")(exports.clear)
    exports.use_folder(folder, lambda: clear.schedule(delay=exports.KEPT_SECONDS + 1))

    def enqueue(job_id: str) -> None:
        task(job_id)

    actions.use_queue(enqueue)
    return queue


def work(queue: Huey) -> None:
    """The worker process: one job at a time, until it is told to stop; the server goes before it on every processor."""
    os.nice(NICE)
    for job_id in actions.take_up_again():
        actions.run(job_id)
    queue.create_consumer(workers=1, periodic=False, initial_delay=0.05, max_delay=0.5).run()
