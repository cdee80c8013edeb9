#!/bin/sh
# Print a Python that can make the app's environment, or say what is missing.
# Usage: python.sh [PYTHON]; without an argument the first of those below that is new enough.
set -u

new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

for name in ${1:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    command -v "$name" >/dev/null 2>&1 && "$name" -c "$new_enough" 2>/dev/null || continue
    if ! "$name" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "$name comes without its venv module, which the private environment needs." >&2
        echo "On Debian and Ubuntu: sudo apt install python3-venv" >&2
        exit 1
    fi
    echo "$name"
    exit 0
done
echo "Mysteryshop needs Python 3.11 or newer; found: $("${1:-python3}" --version 2>/dev/null || echo none)." >&2
echo "Install a newer one (python.org, or your system's packages) and try again, or: make PYTHON=/path/to/python3 demo" >&2
exit 1
