#!/bin/sh
# How long the commands take from a cold start, and how much memory: five runs each, wall seconds and kilobytes.
#     sh benchmarks/cold_start.sh            (needs GNU time)
set -eu
cd "$(dirname "$0")/.."
kg=${KG:-.venv/bin/kg}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for command in "--help" "build seeds -o $out/exports" "query documents -g exports"; do
    echo "kg $command" | sed "s#$out#OUT#"
    for _ in 1 2 3 4 5; do
        # shellcheck disable=SC2086 -- the command is words
        /usr/bin/time -f "  %e s  %M kB" "$kg" $command >/dev/null
    done
done
