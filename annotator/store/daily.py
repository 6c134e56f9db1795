"""The day's backup: the last 7 days and one of each of the last 4 weeks are kept, and those made
before a migration.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from annotator.store.backup import back_up, backup_folder
from annotator.store.database import check_integrity

_DAILY, _WEEKLY = 7, 4
_NAMES = "[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]-daily.sqlite"


def back_up_daily(path: Path, today: datetime.date | None = None) -> Path | None:
    """The day's backup if it is not made yet, and old ones thinned out; None if it is there."""
    today = today or datetime.datetime.now(datetime.UTC).date()
    if (backup_folder(path) / f"{today.isoformat()}-daily.sqlite").exists():
        return None
    made = back_up(path, reason="daily", today=today)
    old = _too_old(sorted(backup_folder(path).glob(_NAMES)))
    # Copies of a damaged library must not push out the last sound one.
    if old and not check_integrity(made):
        for backup in old:
            backup.unlink(missing_ok=True)
    return made


def _too_old(dailies: list[Path]) -> list[Path]:
    """All but the last seven and the newest of each of the four weeks before them."""
    kept = set(dailies[-_DAILY:])
    weeks: dict[tuple[int, int], Path] = {}
    for path in dailies[:-_DAILY]:
        day = datetime.date.fromisoformat(path.name[:10])
        weeks[day.isocalendar()[:2]] = path
    kept.update(weeks[week] for week in sorted(weeks)[-_WEEKLY:])
    return [path for path in dailies if path not in kept]
