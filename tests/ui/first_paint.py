"""What is imported by the time the window is first painted: another process starts the app and ends there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.imports import ROOT

AT_FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
import ui.app

app = QApplication([])
ui.app.Application._after_first_paint = lambda self: app.exit(0)
application = ui.app.Application(app, Path(sys.argv[1]))
application.show()
app.exec()
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


def imported_at_first_paint(data_dir: Path) -> set[str]:
    """The names of the packages."""
    done = subprocess.run(
        [sys.executable, "-c", AT_FIRST_PAINT, str(data_dir)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())
