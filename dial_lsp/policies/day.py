"""The day by which exceptions of policies end."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """The day of ``SOURCE_DATE_EPOCH``, else today; in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)).date()
