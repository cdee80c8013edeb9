"""A process that says when it begins and when it is done, and is killed in between."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

from tests.imports import ROOT


def started(module: str, *words: str) -> subprocess.Popen[bytes]:
    """The process, once it has begun."""
    process = subprocess.Popen([sys.executable, "-m", module, *words], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begin\n"
    return process


def seconds_needed(module: str, *words: str) -> float:
    """How long it takes from its beginning until it is done."""
    with started(module, *words) as process:
        assert process.stdout is not None
        began = time.monotonic()
        assert process.stdout.readline() == b"done\n"
        return time.monotonic() - began


def killed_within(seconds: float, module: str, *words: str) -> bool:
    """Whether the process was killed, so long after its beginning, before it said that all was done."""
    with started(module, *words) as process:
        assert process.stdout is not None
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        said = process.stdout.read()
    assert process.returncode in (0, -signal.SIGKILL)
    return b"done" not in said
