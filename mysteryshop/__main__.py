"""`python -m mysteryshop` is the same as `mysteryshop`."""

from __future__ import annotations

import sys

from mysteryshop.cli import main

if __name__ == "__main__":
    sys.exit(main())
