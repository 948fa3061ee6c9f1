from kg.corpus.workers import run

from . import deeds


def done(tasks, jobs=2):
    results = run(deeds.work, tasks, jobs=jobs, split=deeds.split, lost=deeds.lost)
    return sorted(word for result in results for word in result)


def test_every_task_is_done_once():
    assert done([("a", "b"), ("c",), ("d",)]) == ["A", "B", "C", "D"]


def test_a_piece_that_keeps_killing_its_process_is_named_and_nothing_else_is_lost():
    tasks = [(f"a{i}", f"b{i}") for i in range(6)]
    tasks[2] = ("x", "kill", "y")
    whole = sorted(word.upper() for task in tasks for word in task if word != "kill")
    assert done(tasks) == sorted([*whole, "lost kill"])


def test_a_process_killed_once_by_chance_loses_nothing(tmp_path):
    assert done([("a",), (f"once:{tmp_path}/mark",), ("b",)]) == sorted(["A", "B", f"ONCE:{tmp_path}/MARK".upper()])
