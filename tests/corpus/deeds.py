"""Work that kills its own process, for the tests of the pool. A module of its own: workers import it by name."""

import os
import signal
import time
from pathlib import Path


def work(task):
    """Tasks are tuples of words.

    "kill" kills the process, "once:PATH" the first time only; "sleep:PATH" writes the process's id and takes long;
    "parent" is answered with the id of the parent.
    """
    for word in task:
        if word == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "raise":
            raise ValueError("told to")
        if word == "parent":
            return (str(os.getppid()),)
        name, _, place = word.partition(":")
        path = Path(place)
        if name == "once" and not path.exists():
            path.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "sleep":
            path.write_text(str(os.getpid()))
            time.sleep(2)
    time.sleep(0.01)
    return tuple(word.upper() for word in task)


def get_ready(path):
    with open(path, "a") as file:
        file.write(str(os.getpid()))


def split(task):
    return [(word,) for word in task]


def lost(task):
    return (f"lost {task[0]}",)
