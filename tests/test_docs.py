"""What the documents say of the program is what the program says of itself."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

from annotator.commands import REGISTRY

ROOT = Path(__file__).resolve().parent.parent


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_lists_the_keys_verbs_and_formats_of_today() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert _script("write_docs").filled(readme) == readme, "run scripts/write_docs.py"
    guide = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    assert _script("write_docs").filled(guide) == guide, "run scripts/write_docs.py"
    for command in REGISTRY:
        if command.cli:
            assert f"`{command.cli}" in readme


def test_every_link_and_picture_of_the_documents_is_there() -> None:
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            if "://" not in target:
                assert (ROOT / target).exists(), f"{name} links to {target}"


def test_every_file_that_architecture_names_exists() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for path in re.findall(r"`((?:store|session|commands|gui|domain|player)/\w+(?:\.py)?)`", text):
        assert (ROOT / "annotator" / path).exists() or (
            ROOT / "annotator" / f"{path}.py"
        ).exists(), path
