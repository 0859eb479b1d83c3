"""One run at a time; a dead run holds nothing."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reporter.archive.lock import only_run
from reporter.errors import ArchiveError, BusyError

HOLD = """
import sys, time
from pathlib import Path
from reporter.archive.lock import only_run
with only_run(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_refused_while_the_first_lives_and_let_in_when_it_was_killed(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match="Another run is at work there") as caught, only_run(tmp_path):
            pass
        assert caught.value.exit_code == 75
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait(10)
        holder.stdout.close()
    with only_run(tmp_path):
        pass


def test_an_output_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("not a folder")
    with pytest.raises(ArchiveError, match="The output folder cannot be used"), only_run(tmp_path / "output"):
        pass
