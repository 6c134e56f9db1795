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
exec {terminal}>&1 # the first command's answer is caught, its line is not
job() { "$annotator" --library "$folder/library.sqlite" "$@"; }
shown() { # the command as one would type it, then what it says
    local word line="annotator"
    for word in "$@"; do
        if [[ $word == *" "* ]]; then word="\"$word\""; fi
        line+=" $word"
    done
    printf '\n$ %s\n' "$line" >&"$terminal"
    job "$@"
}

echo "No display, so no window: the same job on the command line."
episode=$(shown import "$sample" --title "What is still worth learning" --show "The Long Table")
echo "$episode"
shown tag "$episode" 0:34 0:38 --topic "What to learn" --quote
shown marks "$episode"
shown export "$episode" --format wiki --out -
