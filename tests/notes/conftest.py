"""Notes in the shapes that were met, written by hand."""

from __future__ import annotations

import pytest

NOTE = """\
---
title: How bridges stand
videoId: abcDEF12345
---

From: [[quiet_builders]] <br/>\u0020

Bridges stand by [[load_paths | load paths]] <a class="yt-timestamp" data-t="00:00:12">\
[00:00:12]</a>. A rope bridge pulls <a class="yt-timestamp" data-t="00:00:31">[00:00:31]</a>,\
 <a class="yt-timestamp" data-t="00:00:40">[00:00:40]</a>.

## Arches <a class="yt-timestamp" data-t="00:01:05">[00:01:05]</a>
### 2. [[stone_arches | Stone]]
*   **Weight:** the stones *push* each other <a class="yt-timestamp" data-t="00:01:20">\
[00:01:20]</a> - <a class="yt-timestamp" data-t="00:01:34">[00:01:34]</a>.

> "An arch never sleeps at all" <a class="yt-timestamp" data-t="00:02:00">[00:02:00]</a>

| What | Who |
|---|---|
| pushing <a class="yt-timestamp" data-t="00:02:10">[00:02:10]</a> | pulling [00:02:20] |

```python
print("[00:03:00]")  # <a class="yt-timestamp" data-t="00:03:00">[00:03:00]</a>
```

The end [00:04:00-00:04:30]."""


@pytest.fixture
def note_text() -> str:
    return NOTE
