"""Work that kills its own process, for the tests of the pool. A module of its own: workers import it by name."""

import os
import signal
import time
from pathlib import Path


def work(task):
    """Tasks are tuples of words; "kill" kills the process, "once:PATH" the first time only."""
    for word in task:
        if word == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if word.startswith("once:"):
            path = Path(word[5:])
            if not path.exists():
                path.touch()
                os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.01)
    return tuple(word.upper() for word in task)


def split(task):
    return [(word,) for word in task]


def lost(task):
    return (f"lost {task[0]}",)
