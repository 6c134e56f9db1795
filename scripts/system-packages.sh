#!/usr/bin/env bash
# Sees to the libraries that are not Python's: `run` for what the program needs, `test` for what
# the tests need besides. On Debian and Ubuntu it installs what is missing when it may (as root,
# or with a sudo that asks nothing); otherwise it names the one command that would. Silent when
# nothing is missing. Never fails: what a missing library costs is said where it is missed.
set -euo pipefail

# a|b: the first that this release knows; newer releases renamed libraries for 64-bit time.
debian_run=(
    libvlc5 vlc-plugin-base vlc-plugin-video-output # the player, and the picture of a video
    libdbus-1-3 libegl1 libfontconfig1 libgl1 'libglib2.0-0t64|libglib2.0-0' libxkbcommon0 # Qt
    libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
    libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 # Qt under X11
    libwayland-client0 libwayland-cursor0 # Qt under Wayland
    libdrm2 libpulse0 libxrandr2 # Qt Multimedia
    fonts-inter # the typeface it is drawn for; without any font Qt shows boxes
)
debian_test=(xvfb xauth xdotool openbox imagemagick fonts-noto-core fonts-noto-cjk)
dnf_run="vlc-libs vlc-plugins-base vlc-plugins-video-out mesa-libEGL libxkbcommon-x11 \
xcb-util-cursor xcb-util-image xcb-util-keysyms xcb-util-renderutil xcb-util-wm rsms-inter-fonts"
dnf_test="xorg-x11-server-Xvfb xdotool openbox ImageMagick google-noto-sans-fonts"
pacman_run="vlc libxkbcommon-x11 xcb-util-cursor xcb-util-image xcb-util-keysyms \
xcb-util-renderutil xcb-util-wm inter-font"
pacman_test="xorg-server-xvfb xdotool openbox imagemagick noto-fonts"

say_missing() { echo "Missing for the $1: $2" >&2; }

# The names given, each a|b replaced by the first that apt knows, or by b.
known_to_apt() {
    local choice name
    for choice in "$@"; do
        for name in ${choice//|/ }; do
            if [ "$name" = "${choice##*|}" ] || apt-cache show "$name" >/dev/null 2>&1; then
                echo "$name"
                break
            fi
        done
    done
}

on_debian() {
    local purpose=$1 sudo=() missing=() have choice name said
    shift
    # shellcheck disable=SC2086,SC2048 # every alternative is asked for by its own name
    have=$(dpkg-query --show --showformat='${db:Status-Abbrev}${Package} \n' ${*//|/ } 2>/dev/null || true)
    for choice in "$@"; do
        for name in ${choice//|/ }; do
            if grep -q "^ii $name " <<<"$have"; then continue 2; fi
        done
        missing+=("$choice")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ]; then sudo=(sudo -n); fi
    if "${sudo[@]}" true 2>/dev/null; then
        echo "Installing with apt-get, for the $purpose: ${missing[*]##*|}"
        "${sudo[@]}" apt-get update -qq || true
        mapfile -t missing < <(known_to_apt "${missing[@]}")
        if said=$("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "${missing[@]}" 2>&1); then
            return 0
        fi
        echo "$said" >&2
    fi
    mapfile -t missing < <(known_to_apt "${missing[@]}")
    say_missing "$purpose" "sudo apt-get install ${missing[*]}"
}

libraries_found() { # on any other Linux
    local found
    found=$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p)
    grep -q 'libvlc\.so\.5' <<<"$found" && grep -q 'libEGL\.so\.1' <<<"$found" &&
        grep -q 'libxcb-cursor\.so\.0' <<<"$found"
}

on_other_linux() { # purpose, command with its packages
    case $1 in
        program) libraries_found || say_missing "$1" "$2" ;;
        tests) command -v Xvfb >/dev/null && command -v xdotool >/dev/null || say_missing "$1" "$2" ;;
    esac
}

on_desktop() { # purpose, where VLC lives, commands: Qt brings all it needs there, and plays too
    [ "$1" != program ] || [ -e "$2" ] ||
        echo "VLC is not installed, so Qt will play the sound. To use VLC: $3"
}

group=${1:?run or test}
case $group in
    run) purpose=program debian=("${debian_run[@]}") dnf=$dnf_run pacman=$pacman_run ;;
    test) purpose=tests debian=("${debian_test[@]}") dnf=$dnf_test pacman=$pacman_test ;;
    *) echo "run or test, not $group" >&2; exit 2 ;;
esac

case $(uname -s) in
    Darwin) on_desktop "$purpose" /Applications/VLC.app "brew install --cask vlc" ;;
    MINGW* | MSYS* | CYGWIN*)
        on_desktop "$purpose" "${PROGRAMFILES:-C:/Program Files}/VideoLAN/VLC/libvlc.dll" \
            "winget install VideoLAN.VLC, or choco install vlc" ;;
    *)
        if command -v apt-get >/dev/null; then on_debian "$purpose" "${debian[@]}"
        elif command -v dnf >/dev/null; then on_other_linux "$purpose" "sudo dnf install $dnf"
        elif command -v pacman >/dev/null; then
            on_other_linux "$purpose" "sudo pacman -S --needed $pacman"
        else on_other_linux "$purpose" "install libvlc, libEGL, libxkbcommon-x11 and the xcb-util libraries"
        fi ;;
esac
