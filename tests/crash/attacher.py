"""An app that attaches and takes back files until it is killed, and says of each that it was stored.

`python -m tests.crash.attacher DATA_DIR SEED`; one line of JSON after each edit that was committed.
"""

from __future__ import annotations

import random
import sys
from hashlib import sha256
from pathlib import Path

from mysteryshop.journey import Attachment
from tests.crash.writer import App, say


def attach(app: App, chance: random.Random) -> None:
    """A file of up to a megabyte, now and then one that is there already."""
    data = chance.randbytes(chance.randrange(1, 1 << 20)) if chance.random() < 0.9 else b"the same again"
    digest, at = sha256(data).hexdigest(), app.clock.now().at
    moment = chance.choice(app.moments)
    ident = f"{at}-{chance.random()}"
    item = Attachment(ident, moment, digest, "photo.jpg", "image/jpeg", len(data), at, at, "camera")
    app.recorder.attach(app.journey, item, data)
    say(attached=ident, digest=digest)


def main() -> None:
    """Attach until the end comes from outside."""
    say(opening=True)
    app = App(Path(sys.argv[1]), int(sys.argv[2]))
    chance = random.Random(sys.argv[2])
    while True:
        if not app.moments:
            app.capture()
        attach(app, chance)
        if chance.random() < 0.1:
            undone = app.undo()
            say(removed=[*undone.removed])


if __name__ == "__main__":
    main()
