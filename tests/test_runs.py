"""What a run costs and leaves: most find nothing due and must stay cheap, however many boards there are."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from small_board import WriteBoard

COUNTING = """
import json, sys
opened = []
sys.addaudithook(lambda event, details: opened.append(str(details[0])) if event == "sqlite3.connect" else None)
sys.argv = ["reporter", "run", "--quiet", "--config", sys.argv[1], "--today", "2015-01-01"]
from reporter.__main__ import main
try: main()
except SystemExit as end: code = end.code
print(json.dumps([code, opened]))
"""


def test_a_run_over_fifty_boards_with_nothing_due_opens_the_ledger_once(write_board: WriteBoard) -> None:
    for number in range(50):
        config = write_board(f"board-{number}")
    make_a_ledger = [sys.executable, "-m", "reporter", "run", "--quiet", "--config", str(config), "--board", "board-7"]
    subprocess.run([*make_a_ledger, "--today", "2015-03-18"], check=True)
    counted = [sys.executable, "-c", COUNTING, str(config)]
    done = subprocess.run(counted, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [0, [str(config.parent / "archive" / "ledger.sqlite")]]


def test_a_run_leaves_nothing_outside_its_folders(write_board: WriteBoard, tmp_path: Path) -> None:
    """Neither the renderer's fonts nor their cache, in the temporary folder or in the home of whoever runs it."""
    config = write_board()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    outside = dict.fromkeys(("TMPDIR", "HOME", "XDG_CACHE_HOME"), str(elsewhere))
    command = [sys.executable, "-m", "reporter", "run", "--quiet", "--config", str(config), "--today", "2015-03-18"]
    subprocess.run(command, check=True, env=os.environ | outside)
    assert list(elsewhere.iterdir()) == []


SWALLOWING = """
import os, signal, sys
from reporter.making.workshop import Workshop
original = Workshop.print
def print_(workshop, composed):
    try: os.kill(os.getpid(), signal.SIGTERM)
    except BaseException: pass
    return original(workshop, composed)
Workshop.print = print_
sys.argv = ["reporter", "run", "--quiet", "--config", sys.argv[1], "--today", "2015-03-18"]
from reporter.__main__ import main
main()
"""


def test_a_run_that_is_told_to_stop_ends_even_where_a_library_takes_that_for_an_error(write_board: WriteBoard) -> None:
    config = write_board()
    stopped = subprocess.run([sys.executable, "-c", SWALLOWING, str(config)], capture_output=True, check=False)
    assert (stopped.returncode, stopped.stderr) == (143, b"")
    assert not list((config.parent / "output").rglob("*.pdf"))
    again = [sys.executable, "-m", "reporter", "run", "--quiet", "--config", str(config), "--today", "2015-03-18"]
    subprocess.run(again, check=True)
    assert len(list((config.parent / "output").rglob("*.pdf"))) == 1


AT_THE_FORK = """
import os, signal, sys
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGTERM))
sys.argv = ["reporter", "run", "--quiet", "--config", sys.argv[1], "--today", "2015-03-18"]
from reporter.__main__ import main
main()
"""


def test_a_run_that_is_told_to_stop_just_when_it_has_started_a_process_of_its_own_ends(write_board: WriteBoard) -> None:
    config = write_board()
    command = [sys.executable, "-c", AT_THE_FORK, str(config)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        try:
            _, said = process.communicate(timeout=60)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # it, and the process that it started
    assert (process.returncode, said) == (143, b"")


IN_A_CALLBACK = """
import os, signal, sys, weakref
from reporter.making.workshop import Workshop
class Something: pass
original = Workshop.print
def print_(workshop, composed):
    thing = Something()
    watched = weakref.ref(thing, lambda _: os.kill(os.getpid(), signal.SIGTERM) or [None for _ in range(9)])
    del thing
    return original(workshop, composed)
Workshop.print = print_
sys.argv = ["reporter", "run", "--quiet", "--config", sys.argv[1], "--today", "2015-03-18"]
from reporter.__main__ import main
main()
"""


def test_a_run_that_is_told_to_stop_where_python_can_raise_nothing_ends_without_a_word(
    write_board: WriteBoard,
) -> None:
    command = [sys.executable, "-c", IN_A_CALLBACK, str(write_board())]
    stopped = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (stopped.returncode, stopped.stderr) == (143, b"")


FEW_HANDLES = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[2]), 4096))
sys.argv = ["reporter", "run", "--quiet", "--config", sys.argv[1], "--today", "2015-03-18"]
from reporter.__main__ import main
main()
"""


@pytest.mark.parametrize("handles", [20, 24])
def test_a_run_that_may_open_too_few_files_says_so_and_does_not_fall_apart(
    write_board: WriteBoard, handles: int
) -> None:
    command = [sys.executable, "-c", FEW_HANDLES, str(write_board()), str(handles)]
    failed = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert failed.returncode == 1
    assert b"Traceback" not in failed.stderr
    assert b"Not produced" in failed.stderr
