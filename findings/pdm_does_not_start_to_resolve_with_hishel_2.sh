#!/usr/bin/env bash
# pdm 2.29.4 asks for hishel>=1.4.0 without an upper bound, so that a new installation gets hishel 2.0.0,
# which has no SyncSqliteStorage any more. `pdm lock` of any project ends there; with hishel 1 it works.
#
# Seen:
#   [AttributeError]: module 'hishel' has no attribute 'SyncSqliteStorage'
#   with hishel<2: locked
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
pip pdm==2.29.4 hishel==2.0.0
mkdir "$folder/project"
cat > "$folder/project/pyproject.toml" <<'TOML'
[project]
name = "talk"
version = "0.1.0"
requires-python = ">=3.11"
dependencies = ["threadpoolctl"]
TOML
lock() { "$folder/venv/bin/pdm" lock --project "$folder/project" 2>&1; }
seen=$(lock || true)
printf '%s\n' "$seen" | grep -o "\[AttributeError\].*"
pip "hishel<2"
lock > "$folder/log" && echo "with hishel<2: locked"
