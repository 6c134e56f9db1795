#!/usr/bin/env bash
# Makes .venv from requirements.lock, every file checked against its hash, and puts the program
# in it as an editable install. Run by `make setup` when pyproject.toml or the lock changed.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3} bin=${BIN:-.venv/bin}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Annotator needs Python 3.11 or newer, and $python is not: make setup PYTHON=python3.12" >&2
    exit 1
fi
# A virtual environment that was moved or whose Python is gone cannot be mended.
if ! "$bin/python" -c '' 2>/dev/null; then
    if ! "$python" -m venv --clear .venv >/dev/null; then
        echo "No virtual environment can be made: sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi
echo "Installing the Python packages of requirements.lock into .venv"
"$bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
"$bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
