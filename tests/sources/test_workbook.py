"""What a workbook's own XML says of its cells: their place, errors, formulas without values, percentages."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from reading import AS_AT, load_plan

from reporter.findings import Place
from reporter.settings import InputLimits
from reporter.sources import plan
from reporter.sources.calendar import load_meetings
from reporter.sources.plan import Sources
from reporter.sources.reading.archive import opened
from reporter.sources.reading.styles import styles_of
from reporter.sources.reading.workbook import Sheet, cell_text, grid_rows, look_at, parts

from .conftest import Cell, TinyPlan, told

FAR = (
    "Something stands far outside the table. "
    "Clear that cell: a plan is looked for in the first 100,000 rows and 200 columns."
)
ERROR = "It is a spreadsheet error. Mend the formula."
NOT_WORKED_OUT = "It is a formula that was never worked out. Open the workbook in Excel and save it again."
STRENGTHS = 'plan.xlsx, sheet "strengths"'


def with_cells(tiny: TinyPlan, sheet: str = "strengths", **cells: Cell) -> Path:
    """The tiny plan's workbook with some cells of one sheet set, on top of what stands there."""
    book = openpyxl.load_workbook(tiny.write_workbook())
    for place, value in cells.items():
        book[sheet][place] = value
    book.save(tiny.workbook)
    return tiny.workbook


def looked_at(path: Path, name: str) -> Sheet:
    """What is said of the cells of one sheet."""
    book = opened(path, path.read_bytes(), InputLimits())
    part = next(part for part in parts(book) if part.name == name)
    return look_at(Place(str(path), name), book, part, styles_of(book), InputLimits())


def rewritten(path: Path, part: str, change: Callable[[str], str]) -> None:
    """Change the XML of one part of the workbook; the change must take."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    before = members[part].decode()
    assert change(before) != before
    members[part] = change(before).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def part_of(tiny: TinyPlan, table: str) -> str:
    """The part of the archive that holds a sheet, as openpyxl numbers them."""
    return f"xl/worksheets/sheet{[*tiny.tables].index(table) + 1}.xml"


def refused(tiny: TinyPlan) -> list[str]:
    """What is said about the workbook as it lies there."""
    return tiny.refused(tiny.workbook).splitlines()


# Cells far outside


@pytest.mark.parametrize("place", ["A100001", "GS1", "XFD1048576"])
def test_a_cell_far_outside_is_told_by_its_place(tiny: TinyPlan, place: str) -> None:
    with_cells(tiny, **{place: " "})
    assert refused(tiny) == [f"{STRENGTHS}, cell {place}: {FAR}"]


def test_the_last_row_and_column_are_still_inside(tiny: TinyPlan) -> None:
    with_cells(tiny, GR2=" ")
    assert len(load_plan(tiny.workbook).plan.strengths) == 1
    with_cells(tiny, A100000=" ")
    assert len(load_plan(tiny.workbook).plan.strengths) == 1


def test_a_far_cell_that_holds_a_format_only_does_no_harm(tiny: TinyPlan) -> None:
    book = openpyxl.load_workbook(tiny.write_workbook())
    book["strengths"]["XFD1048576"].number_format = "0%"
    book.save(tiny.workbook)
    assert len(load_plan(tiny.workbook).plan.strengths) == 1


# Errors and formulas


def test_every_error_cell_of_every_sheet_is_named_at_once(tiny: TinyPlan) -> None:
    with_cells(tiny, "actions", E2="#REF!", F3="#N/A")
    book = openpyxl.load_workbook(tiny.workbook)
    book["strengths"]["B2"] = "#DIV/0!"
    book.save(tiny.workbook)
    assert sorted(refused(tiny)) == [
        f'plan.xlsx, sheet "actions", cell E2: {ERROR}',
        f'plan.xlsx, sheet "actions", cell F3: {ERROR}',
        f"{STRENGTHS}, cell B2: {ERROR}",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<f>A3</f>",
        '<f t="shared" ref="B2:B3" si="0">A3</f>',
        '<f t="shared" si="0"/>',
        pytest.param("<f>A3</f><v></v>"),
        pytest.param("<f>A3</f><v/>"),
    ],
)
def test_a_formula_without_a_value_is_told_by_its_cell(tiny: TinyPlan, body: str) -> None:
    tiny.write_workbook()
    rewritten(
        tiny.workbook,
        part_of(tiny, "strengths"),
        lambda xml: re.sub(r'<c r="B2".*?</c>', f'<c r="B2">{body}</c>', xml),
    )
    assert refused(tiny) == [f"{STRENGTHS}, cell B2: {NOT_WORKED_OUT}"]


@pytest.mark.parametrize("place", ["", " r='E2'"], ids=["no place, which the standard allows", "other quotation marks"])
def test_an_error_is_found_however_its_cell_is_written(tiny: TinyPlan, place: str) -> None:
    tiny.write_workbook()
    rewritten(
        tiny.workbook,
        part_of(tiny, "actions"),
        lambda xml: re.sub(r'<c r="E2".*?</c>', f'<c{place} t="e"><v>#REF!</v></c>', xml),
    )
    assert refused(tiny) == [f'plan.xlsx, sheet "actions", cell E2: {ERROR}']


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="B2" t="str"><f>A3</f><v>Good.</v></c>', "Good."),
        ('<c r="B2"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="B2" t="inlineStr"><is><t>Good.</t></is></c>', "Good."),
    ],
)
def test_a_value_beside_its_formula_or_in_the_cell_itself_is_read(tiny: TinyPlan, cell: str, text: str) -> None:
    tiny.write_workbook()
    rewritten(tiny.workbook, part_of(tiny, "strengths"), lambda xml: re.sub(r'<c r="B2".*?</c>', cell, xml))
    assert load_plan(tiny.workbook).plan.strengths[0].text == text


def test_the_calendar_names_its_cells_too_and_leaves_those_of_the_plan_alone(tiny: TinyPlan) -> None:
    with_cells(tiny, "actions", E2="#REF!")
    assert len(load_meetings(tiny.workbook)) == 1
    with_cells(tiny, "meetings", B2="#REF!", D2="#N/A")
    assert told(lambda: load_meetings(tiny.workbook), tiny.home).splitlines() == [
        f'plan.xlsx, sheet "meetings", cell B2: {ERROR}',
        f'plan.xlsx, sheet "meetings", cell D2: {ERROR}',
    ]
    assert len(load_plan(tiny.workbook).plan.actions) == 2


# Percentages


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ("0%", "75%"),
        ("0.00%", "75%"),
        ("0.0%", "75%"),
        ('0%" done"', "75%"),
        ("General", "0.75"),
        ("0.00", "0.75"),
    ],
)
def test_a_percentage_is_known_by_its_format_built_in_or_custom(tiny: TinyPlan, number_format: str, text: str) -> None:
    book = openpyxl.load_workbook(tiny.write_workbook())
    book["actions"]["E2"] = 0.75
    book["actions"]["E2"].number_format = number_format
    book.save(tiny.workbook)
    assert load_plan(tiny.workbook).plan.actions[0].lead == text


@pytest.mark.parametrize(("value", "text"), [(0.295, "29.5%"), (1, "100%"), (1.1, "110%"), (0, "0%"), (0.07, "7%")])
def test_a_percentage_is_written_as_a_person_typed_it(tiny: TinyPlan, value: float, text: str) -> None:
    book = openpyxl.load_workbook(tiny.write_workbook())
    book["actions"]["E2"] = value
    book["actions"]["E2"].number_format = "0%"
    book.save(tiny.workbook)
    assert load_plan(tiny.workbook).plan.actions[0].lead == text


def test_a_text_and_a_date_in_a_cell_with_a_percent_format_stay_what_they_are(tiny: TinyPlan) -> None:
    book = openpyxl.load_workbook(tiny.write_workbook())
    for place in ("E2", "F2"):
        book["actions"][place].number_format = "0%"
    book.save(tiny.workbook)
    action = load_plan(tiny.workbook).plan.actions[0]
    assert (action.lead, str(action.due)) == ("Head of Care", "2014-12-31")


def test_a_percentage_below_blank_rows_is_found_in_its_own_row(tiny: TinyPlan) -> None:
    with_cells(tiny, "strengths", A5="2", B5=0.41, A6="2", B6=0.41)
    book = openpyxl.load_workbook(tiny.workbook)
    book["strengths"]["B5"].number_format = "0%"
    book.save(tiny.workbook)
    assert [strength.text for strength in load_plan(tiny.workbook).plan.strengths][1:] == ["41%", "0.41"]


def test_a_workbook_without_styles_has_no_percentages(tiny: TinyPlan) -> None:
    with_cells(tiny, "actions", E2=0.75)
    assert looked_at(tiny.workbook, "actions") == Sheet("actions")
    with zipfile.ZipFile(tiny.workbook) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != "xl/styles.xml"}
    with zipfile.ZipFile(tiny.workbook, "w") as archive:
        for name, part in members.items():
            archive.writestr(name, part)
    assert looked_at(tiny.workbook, "actions").percentages == frozenset()


@pytest.mark.parametrize(
    ("cell", "percentage", "text"),
    [
        (None, False, ""),
        (float("nan"), False, ""),
        (True, True, "TRUE"),
        (False, False, "FALSE"),
        (2.1, False, "2.1"),
        (7.0, False, "7"),
        (0.07, True, "7%"),
        (-0.5, True, "-50%"),
        ("0.5", True, "0.5"),
    ],
)
def test_a_value_is_the_text_that_a_person_would_have_typed(cell: object, percentage: bool, text: str) -> None:
    assert cell_text(cell, percentage=percentage) == text


def test_the_rows_of_a_sheet_are_counted_from_one() -> None:
    sheet = Sheet("any", frozenset({(2, 1)}))
    assert grid_rows([[0.5, 0.5], [0.5, 0.5]], sheet) == (("0.5", "0.5"), ("50%", "0.5"))


# The sheets


def test_two_sheets_for_one_table_are_told_with_both_names(tiny: TinyPlan) -> None:
    tiny.tables["Strengths "] = [["area", "text"], ["2", "Another"]]
    tiny.write_workbook()
    assert refused(tiny) == [
        'plan.xlsx: Sheet "Strengths " stands for the same table as sheet "strengths". Take one of them out.'
    ]


def test_a_sheet_that_nobody_asked_for_is_not_opened(tiny: TinyPlan) -> None:
    expected = tiny.load()
    tiny.tables = {"Pivot of 2014": [["anything", "#REF!"]], **tiny.tables}
    with_cells(tiny, "Pivot of 2014", XFD1048576=" ", A2="#REF!", A3="=A4")
    assert load_plan(tiny.workbook).plan == expected
    rewritten(tiny.workbook, part_of(tiny, "Pivot of 2014"), lambda _: "<worksheet><this is broken")
    assert load_plan(tiny.workbook).plan == expected
    assert len(load_meetings(tiny.workbook)) == 1


NO_WORKBOOK = r"plan\.xlsx: It cannot be read as a workbook \(.+\)\. Save it again as \.xlsx, without a password\."


def test_a_broken_list_of_sheets_is_a_refusal(tiny: TinyPlan) -> None:
    tiny.write_workbook()
    rewritten(tiny.workbook, "xl/workbook.xml", lambda xml: xml[:-20])
    [message] = refused(tiny)
    assert re.fullmatch(NO_WORKBOOK, message)


@pytest.mark.parametrize("table", ["strengths", "meetings"])
@pytest.mark.parametrize("broken", ["<worksheet><this is broken", "hello"])
def test_a_broken_part_of_a_sheet_that_is_asked_for_is_a_refusal(tiny: TinyPlan, table: str, broken: str) -> None:
    tiny.write_workbook()
    rewritten(tiny.workbook, part_of(tiny, table), lambda _: broken)
    load = load_meetings if table == "meetings" else load_plan
    assert re.fullmatch(NO_WORKBOOK, told(lambda: load(tiny.workbook), tiny.home))


def test_a_workbook_with_damaged_bytes_is_a_refusal(tiny: TinyPlan) -> None:
    part = "xl/worksheets/sheet2.xml"
    content = bytearray(tiny.write_workbook().read_bytes())
    with zipfile.ZipFile(tiny.workbook) as archive:
        start = archive.getinfo(part).header_offset + 30 + len(part)
    content[start : start + 8] = b"\xff" * 8
    tiny.workbook.write_bytes(content)
    [message] = refused(tiny)
    assert re.fullmatch(NO_WORKBOOK, message)


def test_a_workbook_with_a_password_on_its_parts_is_a_refusal(tiny: TinyPlan) -> None:
    content = bytearray(tiny.write_workbook().read_bytes())
    for entry in re.finditer(b"PK\x01\x02", bytes(content)):
        content[entry.start() + 8] |= 1
    tiny.workbook.write_bytes(content)
    [message] = refused(tiny)
    assert re.fullmatch(NO_WORKBOOK, message)


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    tiny: TinyPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny.tables["Pivot"] = [[f"{row}{'x' * 32_000}"] for row in range(100)]
    tiny.write_workbook()

    def limits(megabytes: int) -> InputLimits:
        return InputLimits(unpacked_megabytes=megabytes, unpacked_ratio=10_000)

    assert len(plan.load_plan(Sources(tiny.workbook, limits=limits(4)), AS_AT, None).plan.actions) == 2
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    for load in (
        lambda: plan.load_plan(Sources(tiny.workbook, limits=limits(3)), AS_AT, None),
        lambda: load_meetings(tiny.workbook, limits(3)),
    ):
        assert told(load, tiny.home) == (
            "plan.xlsx: Unpacked it would take 3 MB. At most 3 MB are read: take out what does not belong to the plan, "
            "or raise unpacked_megabytes in the config's limits."
        )


def test_prefixed_names_of_the_xml_are_read_like_plain_ones(tiny: TinyPlan) -> None:
    """Some programs write <x:c> where Excel writes <c>."""

    def prefixed(xml: str) -> str:
        named = re.sub(r"<(/?)(?![?!])", r"<\1x:", xml)
        return named.replace(' xmlns="http', ' xmlns:x="http', 1)

    expected = with_cells(tiny, "strengths", A3="2", B3=0.5)
    book = openpyxl.load_workbook(expected)
    book["strengths"]["B3"].number_format = "0%"
    book.save(tiny.workbook)
    rewritten(tiny.workbook, part_of(tiny, "strengths"), prefixed)
    for part in ("xl/workbook.xml", "xl/styles.xml"):
        rewritten(tiny.workbook, part, prefixed)
    assert looked_at(tiny.workbook, "strengths") == Sheet("strengths", frozenset({(3, 2)}))
    assert [strength.text for strength in load_plan(tiny.workbook).plan.strengths] == ["Most homes are good.", "50%"]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ('<x:c r="B2" t="e"><x:f>A3</x:f><x:v>#REF!</x:v></x:c>', ERROR),
        ('<x:c r="B2"><x:f>A3</x:f></x:c>', NOT_WORKED_OUT),
        ('<x:c r="XFD2"><x:v>1</x:v></x:c>', FAR),
    ],
)
def test_what_is_wrong_in_prefixed_xml_is_told_likewise(tiny: TinyPlan, cell: str, message: str) -> None:
    tiny.write_workbook()
    rewritten(
        tiny.workbook,
        part_of(tiny, "strengths"),
        lambda xml: re.sub(r'<c r="B2".*?</c>', cell, xml).replace(
            ' xmlns="', ' xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns="', 1
        ),
    )
    assert [line.split(": ", 1)[1] for line in refused(tiny)] == [message]
