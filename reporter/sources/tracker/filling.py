"""From the rows of trackers to rows of our tables: areas, areas for improvement, actions and updates."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reporter.domain.tracker import TrackerField as Column
from reporter.findings import Findings, ToDo
from reporter.settings import Tracker
from reporter.sources.cells import quoted
from reporter.sources.grid import Row, Table
from reporter.sources.tracker.areas import Areas
from reporter.sources.tracker.layout import BodyRow, Layout
from reporter.sources.tracker.refs import read_ref
from reporter.sources.tracker.row import TrackerRow
from reporter.sources.tracker.state import read_state
from reporter.sources.tracker.weaknesses import Named, Weaknesses

# The columns of our table of actions that are taken over as they stand.
AS_THEY_STAND = {
    str(column): column
    for column in (
        Column.PARTNER_AGENCY,
        Column.SUB_GROUP,
        Column.SUCCESS_MEASURE,
        Column.BASELINE,
        Column.TARGET,
        Column.INTENDED_OUTCOME,
    )
}


OF_THE_TRACKER = "the improvement plan's tracker"  # the source of a voice
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Filled:
    """Our tables, filled from trackers; the refs of the board's own actions, and of those that were only numbered."""

    tables: Mapping[str, Table]
    own_actions: frozenset[str]
    numbered: frozenset[str]


@dataclass
class Filling:
    """Fills our tables from trackers, one layout after the other; `own` are the tables that the board keeps itself."""

    own: Mapping[str, Table]
    as_at: date
    findings: Findings
    _actions: list[Row] = field(default_factory=list)
    _updates: list[Row] = field(default_factory=list)
    _voices: list[Row] = field(default_factory=list)
    _numbered: set[str] = field(default_factory=set)
    _numbers: Counter[str] = field(default_factory=Counter)  # how many actions were numbered under a ref

    def __post_init__(self) -> None:
        voices = self.own["voices"].rows if "voices" in self.own else ()
        self._heard = {(voice.cells.get("area"), voice.cells.get("text")) for voice in voices}
        self._areas = Areas(self.own.get("areas"), self.findings)
        self._weaknesses = Weaknesses(self.own.get("areas for improvement"), self.findings)

    def add(self, layout: Layout, tracker: Tracker) -> None:
        """Take over the rows of one sheet."""
        if Column.STATUS not in layout.headings:
            found = "No column says how far an action has got. It was worked out from dates, progress and ratings."
            self.findings.note(ToDo.LOOK_AT_WORDS, layout.place, found, 'Add a column "Status" if you mean otherwise.')
        headings = _our_headings(layout)
        for body in layout.rows:
            self._add(TrackerRow(layout, body, tracker, self.findings), headings)

    def filled(self) -> Filled:
        """The board's own tables with what the trackers gave."""
        filled = {"actions": self._actions, "updates": self._updates, "voices": self._voices}
        grown = {
            name: Table((*(self.own[name].rows if name in self.own else ()), *rows)) for name, rows in filled.items()
        }
        made = {"areas": self._areas.table, "areas for improvement": self._weaknesses.table}
        own = frozenset(row.cells.get("ref", "") for row in self.own["actions"].rows) if "actions" in self.own else NONE
        return Filled({**self.own, **made, **grown}, own, frozenset(self._numbered))

    def _add(self, row: TrackerRow, headings: Mapping[str, str]) -> None:
        area = self._area(row)
        answers = self._answers(row, area) if area else ""
        if not row.text(Column.ACTION):
            self._without_action(row, area)
            return
        ref = self._ref(row, area)
        state = read_state(row, self.as_at)
        cells = {"ref": ref, "area": area, "answers": answers, "text": row.text(Column.ACTION), "lead": row.leads()}
        cells |= {ours: row.body.cells.get(column, "") for ours, column in AS_THEY_STAND.items()}
        cells |= state.of_the_action
        if not area:
            return  # the row has been read for all that is wrong with it
        self._add_voice(row, area, state.updated)
        place = row.place()
        self._actions.append(Row(place, cells, headings))
        self._updates += [Row(place, {"action": ref, **update}, headings) for update in state.updates]

    def _add_voice(self, row: TrackerRow, area: str, updated: str) -> None:
        """What children said, once for an area, though its cell is merged over several rows."""
        text = row.text(Column.VOICE)
        if not text or (area, text) in self._heard:
            return
        self._heard.add((area, text))
        cells = {"area": area, "date": updated, "source": OF_THE_TRACKER, "text": text}
        headings = _our_headings(row.layout, text=Column.VOICE)
        self._voices.append(Row(row.place(), cells, headings))

    def _area(self, row: TrackerRow) -> str:
        """By the row's own cell, else the section that it stands in, else what the config says, else the sheet."""
        said = row.text(Column.AREA) or row.body.section or row.tracker.area or row.layout.place.sheet
        known = self._areas.known(said)
        if known is not None:
            return known
        if said:
            return self._areas.ref(said, row.place(Column.AREA if row.text(Column.AREA) else None))
        advice = "Add a column for the area, or name it in the config under the tracker's key area."
        self.findings.error(ToDo.FILL_IN, row.place(), "Nothing says to which judgement area the row belongs.", advice)
        return ""

    def _answers(self, row: TrackerRow, area: str) -> str:
        """The refs of the areas for improvement that the row's action answers."""
        text, answers = row.text(Column.AREA_FOR_IMPROVEMENT), row.text(Column.ANSWERS)
        if not text:
            return answers
        ref = self._weaknesses.known(area, text)
        if ref is None:
            own_ref = read_ref(row.text(Column.REF)) if _is_of_a_weakness(row.body) else ""
            named = Named(own_ref, area, text, row.text(Column.CAUSE), row.text(Column.PARAGRAPH))
            ref = self._weaknesses.ref(named, row.place(Column.AREA_FOR_IMPROVEMENT))
        return "; ".join(part for part in (ref, answers) if part)

    def _without_action(self, row: TrackerRow, area: str) -> None:
        """A row may name an area for improvement that nothing is done about; other words would be lost."""
        if row.text(Column.AREA_FOR_IMPROVEMENT):
            found = f"No action answers {quoted(row.text(Column.AREA_FOR_IMPROVEMENT))} here."
            self.findings.warning(ToDo.FILL_IN, row.place(Column.ACTION), found, "Write what is being done about it.")
            self._add_voice(row, area, _iso(row.first_day(Column.UPDATED)))
            return
        found = "The row does not say what is being done."
        self.findings.error(ToDo.FILL_IN, row.place(Column.ACTION), found, "Write the action, or take the row out.")

    def _ref(self, row: TrackerRow, area: str) -> str:
        """The action's own ref; where it has none, a number within its area for improvement or its area."""
        ref = read_ref(row.text(Column.REF))
        if ref and not row.body.is_shared:  # a shared one is that of what the rows have in common
            return ref
        if Column.REF in row.layout.headings and not ref:
            found, advice = "The action has no ref; it was numbered by its place.", "Give it a ref that stays the same."
            self.findings.warning(ToDo.MEND_REFS, row.place(Column.REF), found, advice)
        group = ref or area
        self._numbers[group] += 1
        numbered = f"{group}/{self._numbers[group]}"
        self._numbered.add(numbered)
        return numbered


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _is_of_a_weakness(body: BodyRow) -> bool:
    """Where several actions share it, or where there is no action at all, a ref is that of the area for improvement."""
    return body.is_shared or Column.ACTION not in body.cells


def _our_headings(layout: Layout, text: Column = Column.ACTION) -> Mapping[str, str]:
    """What the tracker calls the columns of our tables; `text` is the column that fills ours of that name."""
    headings = {str(column): heading for column, heading in layout.headings.items()}
    renamed = {"text": text, "date": Column.UPDATED}
    return {**headings, **{ours: headings[theirs] for ours, theirs in renamed.items() if theirs in headings}}
