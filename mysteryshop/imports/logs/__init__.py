"""Event logs of other systems: every case becomes a journey of origin "log" (METRICS.md, "Event logs from elsewhere").

A log is read twice over: first into `EventLog`, whose events cost some twenty bytes each, then case by case into
journeys. So neither the file nor the journeys are ever in memory whole.
"""

from __future__ import annotations
