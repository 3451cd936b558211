#!/usr/bin/env bash
# A backup while people work: backup.sh FOLDER [how many to keep, 144 if not said]. Reads the environment of craftboard.env.
# SQLite is copied by its own backup call, PostgreSQL by pg_dump; each copy is read once before it gets its final name. The keys
# (keys.env, craftboard.env) are left out on purpose: whoever finds a backup must not find them beside it.
set -euo pipefail
umask 077

folder=${1:?which folder? backup.sh FOLDER [COPIES]}
copies=${2:-144}
here=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-$here/.venv/bin/python}
url=${DATABASE_URL:-}
now=$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p "$folder"

if [[ $url == postgres* ]]; then
  copy=$folder/competition-$now.pgdump
  pg_dump --format=custom --no-owner --file="$copy.part" "postgresql://${url#*://}"
  pg_restore --list "$copy.part" >/dev/null
else
  copy=$folder/competition-$now.db
  source=${url#sqlite:///}
  "$python" - "${source:-${COMPETITION_DATA:-var}/competition.db}" "$copy.part" <<'PYTHON'
import contextlib
import sqlite3
import sys

original, copy = sys.argv[1:]
with contextlib.closing(sqlite3.connect(f"file:{original}?mode=ro", uri=True)) as source:
    with contextlib.closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        found = target.execute("PRAGMA integrity_check").fetchone()
if found != ("ok",):
    sys.exit(f"the copy of {original} is damaged: {found[0]}")
PYTHON
fi

mv "$copy.part" "$copy"
sync "$copy"
echo "$copy"

mapfile -t kept < <(find "$folder" -maxdepth 1 -name 'competition-*Z.*' ! -name '*.part' | sort)
for ((number = 0; number < ${#kept[@]} - copies; number++)); do
  rm -- "${kept[number]}"
done
