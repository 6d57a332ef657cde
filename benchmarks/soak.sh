#!/bin/sh
# How kg serve carries many visitors over a large build, made of the small one in FOLDER by repeating it under other names.
#     sh benchmarks/soak.sh [FOLDER [TIMES [CLIENTS [SECONDS]]]]
set -eu
cd "$(dirname "$0")/.."
folder=${1:-exports} times=${2:-200} clients=${3:-50} seconds=${4:-60}
python=${PYTHON:-.venv/bin/python}
large=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$large"' EXIT
server=
"$python" benchmarks/derived.py "$folder" "$large/exports" --times "$times"
"$python" -c "from kg.views.cli import main; main()" serve "$large/exports" --port 8771 &
server=$!
echo "waiting for the database and the search index"
until ls "$large"/exports/.work/contradictions-*.json >/dev/null 2>&1; do
    kill -0 "$server"
    sleep 1
done
"$python" benchmarks/soak.py http://127.0.0.1:8771 --clients "$clients" --seconds "$seconds" --process "$server"
