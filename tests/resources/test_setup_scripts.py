"""What the set-up says and does, tried with stand-ins for the system's own commands."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None, reason="the set-up scripts are for bash")


@pytest.fixture
def machine(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a script on a machine where only the given commands, each a line of sh, exist."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "sh", "env", "grep", "mktemp", "rm", "dirname"):
        (tools / name).symlink_to(shutil.which(name) or name)

    def run(script: str, *arguments: str, env: dict[str, str] | None = None, **commands: str):
        for name, body in commands.items():
            tool = tools / name.replace("_", "-")
            tool.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
            tool.chmod(0o755)
        return subprocess.run(
            [str(BASH), str(ROOT / "scripts" / script), *arguments],
            env={"PATH": str(tools), **(env or {})},
            capture_output=True,
            text=True,
        )

    return run


DEBIAN = {
    "uname": "echo Linux",
    "id": "echo 1000",
    "sudo": "exit 1",
    "apt_get": "exit 1",
    "apt_cache": '[ "$2" != libglib2.0-0t64 ]',
}


def test_nothing_missing_says_nothing(machine) -> None:
    asked_for = 'for name; do case $name in -*) ;; *) echo "ii $name " ;; esac; done'
    done = machine("system-packages.sh", "run", **(DEBIAN | {"dpkg_query": asked_for}))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_root_it_names_the_one_command(machine) -> None:
    only_vlc = 'echo "ii libvlc5 "; exit 1'
    done = machine("system-packages.sh", "run", **(DEBIAN | {"dpkg_query": only_vlc}))
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert "sudo apt-get install vlc-plugin-base vlc-plugin-video-output " in line
    assert "libvlc5" not in line
    assert " libglib2.0-0 " in line  # the name this release knows
    assert "|" not in line


def test_as_root_it_says_what_it_installs_and_installs_it(machine, tmp_path: Path) -> None:
    log = tmp_path / "apt.log"
    commands = DEBIAN | {
        "dpkg_query": "exit 1",
        "id": "echo 0",
        "apt_get": f'echo "$@" >> {log}',
    }
    done = machine("system-packages.sh", "test", **commands)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Installing with apt-get, for the tests: xvfb ")
    update, install = log.read_text(encoding="utf-8").splitlines()
    assert update.startswith("update")
    assert "--no-install-recommends xvfb " in install


@pytest.mark.parametrize(
    ("system", "tool", "command"),
    [("Linux", "dnf", "sudo dnf install vlc-libs"), ("Linux", "pacman", "sudo pacman -S --needed")],
)
def test_other_linuxes_are_told_their_own_command(machine, system, tool, command) -> None:
    commands = {"uname": f"echo {system}", tool: "exit 1", "ldconfig": "echo nothing"}
    done = machine("system-packages.sh", "run", **commands)
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert command in line


@pytest.mark.parametrize(
    ("system", "command"),
    [("Darwin", "brew install --cask vlc"), ("MINGW64_NT-10.0", "winget install VideoLAN.VLC")],
)
@pytest.mark.skipif(Path("/Applications/VLC.app").exists(), reason="VLC is installed")
def test_desktops_are_told_how_to_add_vlc(machine, tmp_path: Path, system, command) -> None:
    env = {"PROGRAMFILES": str(tmp_path)}
    done = machine("system-packages.sh", "run", env=env, uname=f"echo {system}")
    assert done.returncode == 0
    assert command in done.stdout


@pytest.mark.parametrize("display", [{"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}])
def test_run_opens_the_window_where_there_is_a_display(machine, tmp_path: Path, display) -> None:
    env = {"BIN": str(tmp_path / "bin"), **display}
    done = machine("run.sh", env=env, uname="echo Linux", annotator='echo "started with [$*]"')
    assert done.stdout == "started with []\n"


def test_run_without_a_display_does_the_job_and_shows_the_note(machine, tmp_path: Path) -> None:
    annotator = 'shift 2; case $1 in import) echo 7 ;; export) echo "THE NOTE of $2" ;; esac'
    env = {"BIN": str(tmp_path / "bin")}
    done = machine("run.sh", env=env, uname="echo Linux", annotator=annotator)
    assert (done.returncode, done.stderr) == (0, "")
    assert "$ annotator tag 7 " in done.stdout
    assert done.stdout.endswith("THE NOTE of 7\n")


def test_the_lock_pins_every_dependency_by_hash_and_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pinned = re.split(r"^(?=[a-z0-9])", lock, flags=re.IGNORECASE | re.MULTILINE)[1:]
    names = {re.match(r"[\w.-]+(?:\[[^]]*\])?==", entry)[0] for entry in pinned}
    assert all("--hash=sha256:" in entry for entry in pinned)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    for requirement in wanted:
        name = re.match(r"[\w-]+", requirement)[0].lower()
        assert any(entry.lower().startswith((f"{name}==", f"{name}[")) for entry in names), name
