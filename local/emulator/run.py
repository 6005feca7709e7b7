"""Starts the pinned MiniStack with the corrections of this folder, which live in memory only.

Each correction stands in a file of its own and has a test in test/local that fails without it. Another
version of MiniStack is refused: a correction may be wrong or needless there. When one is no longer needed,
delete its file, its line here, and its test.
"""

import contextlib
import json
import os
import signal
import sys
import threading
from importlib.metadata import version
from pathlib import Path

from corrections import (
    access_keys,
    authorisation,
    error_names,
    execution_end,
    pending_tasks,
    power_cut,
    request_cookies,
    rotation,
    secret_references,
    secret_versions,
    sessions,
    stream_batches,
    stream_mappings,
    task_timeouts,
)

PINNED = "1.5.33"
CORRECTIONS = (
    task_timeouts,
    pending_tasks,
    request_cookies,
    execution_end,
    error_names,
    stream_batches,
    stream_mappings,
    authorisation,
    access_keys,
    secret_references,
    secret_versions,
    rotation,
    sessions,
    power_cut,
)


def end_with_parent(ledger):
    """Ends the whole local cloud when the starter's end of our stdin closes: it died, perhaps by kill -9.

    `ledger` lists the other processes of the cloud; the last signal goes to our own group, Lambda workers included.
    """
    while os.read(0, 1024):
        pass
    for process in json.loads(Path(ledger).read_text()):
        if process["pid"] != os.getpid() and process["part"] != "start":
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process["pid"], signal.SIGINT)
    os.killpg(os.getpgid(0), signal.SIGKILL)


def main():
    found = version("ministack")
    if found != PINNED:
        sys.exit(f"The corrections in local/emulator were checked against ministack {PINNED}, found {found}.")
    for correction in CORRECTIONS:
        correction.apply()
    threading.Thread(target=end_with_parent, args=(sys.argv.pop(),), daemon=True).start()
    from ministack.app import main as serve

    serve()


if __name__ == "__main__":
    main()
