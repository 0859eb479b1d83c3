"""Plans of any size: the sample's actions with their updates, again and again under new refs."""

import csv
import shutil
from itertools import cycle, islice
from pathlib import Path

from reporter.bundled import bundled_folder
from reporter.starter import lay_down

Rows = list[dict[str, str]]


def folder_with(actions: int, folder: Path) -> Path:
    """Lay down a board whose plan has this many actions; gives the config."""
    lay_down(folder)
    plan = folder / "data" / "nottingham"
    shutil.rmtree(plan)
    shutil.copytree(bundled_folder() / "data" / "nottingham", plan)
    sample, updates = _read(plan / "actions.csv"), _read(plan / "updates.csv")
    grown, grown_updates = [], []
    for number, action in enumerate(islice(cycle(sample), actions)):
        ref = f"{action['area']}-{number:04d}"
        grown.append(action | {"ref": ref})
        grown_updates += [update | {"action": ref} for update in updates if update["action"] == action["ref"]]
    _write(plan / "actions.csv", grown)
    _write(plan / "updates.csv", grown_updates)
    return folder / "config.toml"


def _read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
