#!/usr/bin/env bash
# `make run`: with a display, the window, which opens on the sample episode the first time.
# Without one, the same job from the command line, in a library that is thrown away.
set -euo pipefail
cd "$(dirname "$0")/.."
annotator=${BIN:-.venv/bin}/annotator

case $(uname -s) in
    Darwin | MINGW* | MSYS* | CYGWIN*) display=yes ;;
    *) display=${DISPLAY:-}${WAYLAND_DISPLAY:-} ;;
esac
if [ -n "$display" ]; then exec "$annotator" "$@"; fi

sample=resources/sample/what-is-still-worth-learning.opus
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
say() { printf '\n$ annotator %s\n' "$*"; }
job() { "$annotator" --library "$folder/library.sqlite" "$@"; }

echo "No display, so no window: the same job on the command line."
say import "$sample"
episode=$(job import "$sample" --title "What is still worth learning" --show "The Long Table")
echo "$episode"
say tag "$episode" 0:34 0:38 --topic '"What to learn"' --quote
job tag "$episode" 0:34 0:38 --topic "What to learn" --quote
say marks "$episode"
job marks "$episode"
say export "$episode" --format wiki --out -
job export "$episode" --format wiki --out -
