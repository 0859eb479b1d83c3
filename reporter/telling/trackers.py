"""How a tracker would be read, as lines for people."""

from collections import Counter
from collections.abc import Iterator

from reporter.domain.wording import count, join, uk_date
from reporter.errors import printable
from reporter.findings import ToDo, Weight
from reporter.importing import Looked
from reporter.sources.cells import parse_date
from reporter.sources.grid import Row
from reporter.sources.screening import holds_personal_data
from reporter.sources.tracker.layout import Layout

SAMPLE = 3  # actions
SHOWN = ("lead", "due", "due in words", "start", "partner agency", "success measure", "intended outcome")
LONGEST = 70  # characters of a cell
OF_THE_TABLE = frozenset({ToDo.MEND_HEADINGS, ToDo.TAKE_OUT_CHILD_COLUMNS})


def tracker_lines(looked: Looked) -> Iterator[str]:
    """Sheets, headings, rows, a sample, and how much there is to look at."""
    yield f"{looked.file.name}:"
    if looked.sheets:
        yield f"  Sheets: {join([str(sheet) for sheet in looked.sheets])}"
    for layout in looked.layouts:
        yield from _layout_lines(layout)
    yield ""
    errors = [f for f in looked.findings.of(Weight.ERROR) if f.to_do in OF_THE_TABLE]
    if errors:
        yield "  No row can be read before this is mended, in the tracker or in the section below:"
        yield from (f"    {error}" for error in errors)
        return
    yield from _rows_lines(looked)


def _rows_lines(looked: Looked) -> Iterator[str]:
    areas = len(looked.filled.tables["areas"].rows)
    yield f"  {count(len(looked.actions), 'action')} in {count(areas, 'judgement area')}, for example:"
    for action in looked.actions[:SAMPLE]:
        yield from _action_lines(action, looked)
    weights = Counter(finding.weight for finding in looked.findings.found)
    found = join([count(weights[weight], weight) for weight in Weight])
    yield f"  {found}. With the section in your config, reporter check tells them one by one."


def _layout_lines(layout: Layout) -> Iterator[str]:
    sheet = f'Sheet "{layout.place.sheet}": ' if layout.place.sheet else ""
    yield ""
    yield f"  {sheet}headings in row {layout.header.last}, {count(len(layout.rows), 'row')} below"
    matching, headings = layout.header.matching, [_cut(heading) for heading in layout.header.headings]
    width = max(map(len, headings), default=0)
    for place, heading in enumerate(headings):
        if place in matching.fields:
            meaning = str(matching.fields[place])
        elif place in matching.dated:
            meaning = "updates of the time that it names"
        elif place in matching.unknown:
            nearest = matching.unknown[place]
            meaning = f"? not read; the nearest that is known is {nearest}" if nearest else "? not read"
        else:
            continue
        yield f"    {heading:<{width}}  {meaning}"


def _action_lines(action: Row, looked: Looked) -> Iterator[str]:
    cells = action.cells
    yield f"    {cells['ref']} (area {cells['area']}): {_cut(cells['text'])}"
    yield from (f"      {name}: {_cut(_day(cells[name]))}" for name in SHOWN if cells.get(name))
    for update in looked.filled.tables["updates"].rows:
        if update.cells["action"] == cells["ref"] and update.place == action.place:
            said = [update.cells.get(name, "") for name in ("status", "progress", "lead rating", "commentary")]
            dated = _day(update.cells["date"]) or "as it stands"
            yield f"      {dated}: {'; '.join(_cut(part) for part in said if part)}"


def _day(text: str) -> str:
    """A date in words; other text as it is."""
    day = parse_date(text)
    return uk_date(day) if day else text


def _cut(text: str) -> str:
    if holds_personal_data(text):
        return "(not shown: it looks like personal data)"
    line = printable(" ".join(text.split()))
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
