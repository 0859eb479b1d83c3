"""Writes the old workbooks of this folder; xlwt, which no other test needs, comes with Debian's python3-xlwt.

Run it in the folder `tests/sources/reading` as `python make_xls.py`.
"""

from datetime import date
from pathlib import Path

import xlwt

FOLDER = Path(__file__).parent / "files"
DAY, PERCENT = xlwt.easyxf(num_format_str="dd/mm/yyyy"), xlwt.easyxf(num_format_str="0%")
FILLED = xlwt.easyxf("pattern: pattern solid, fore_colour red")


def table(path: Path, *, from_1904: bool) -> None:
    """The table of the tests, with an error, merged cells, a fill, hidden rows and columns, a hidden sheet."""
    book = xlwt.Workbook()
    book.dates_1904 = from_1904
    sheet = book.add_sheet("Plan")
    for column, heading in enumerate(("Ref", "Due date", "Progress", "Met", "Number", "Text")):
        sheet.write(0, column, heading)
    sheet.write(1, 0, "1.10")
    sheet.write(1, 1, date(2015, 3, 31), DAY)
    sheet.write(1, 2, 0.75, PERCENT)
    sheet.write(1, 3, True)
    sheet.write(1, 4, 7.5)
    sheet.write(1, 5, "Zoë’s “team”", FILLED)
    sheet.write_merge(2, 3, 0, 1, "Both")
    sheet.row(2).set_cell_error(3, 0x17)
    sheet.row(3).hidden = True
    sheet.col(4).hidden = True
    book.add_sheet("Lists").visibility = 1
    book.save(str(path))


if __name__ == "__main__":
    table(FOLDER / "from-1900.xls", from_1904=False)
    table(FOLDER / "from-1904.xls", from_1904=True)
    far = xlwt.Workbook()
    far.add_sheet("Plan").write(65_535, 255, "far")
    far.save(str(FOLDER / "far.xls"))
