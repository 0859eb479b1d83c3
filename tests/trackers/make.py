"""Writes the trackers of this folder: the ways in which offices keep improvement plans, each with its own untidiness.

Run it in the folder `tests` as `python -m trackers.make`. Beside each file a .toml says how a careful person reads it.
Every sentence is invented; the people are posts, and the children do not exist.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from trackers.files import Rows, fill, merge, save, save_database, save_ods, workbook

HERE = Path(__file__).parent


def diary_in_a_cell(folder: Path) -> None:
    """One area for improvement merged over several actions, ratings as letters, progress as a diary in one cell."""
    headings = ["No", "Ofsted paragraph", "Area for improvement", "Lead", "Action", "By when", "Progress", "RAG",
                "Monitoring and evaluation"]  # fmt: skip
    late = "Strategy discussions are held late, and some without the police."
    rows: Rows = [
        ["Improvement plan following the inspection of services for children"],
        [],
        headings,
        ["1", "57, 138", late, "Head of Safeguarding", "Hold a strategy discussion within one working day.",
         date(2014, 9, 30), "03/07/14 - New duty rota agreed.\n15/09/14 - Rota in use in both teams.", "G",
         "Ten cases are audited each month."],
        [None, None, None, "Head of Safeguarding; Detective Inspector, Public Protection",
         "Audit joint working with the police.", "Ongoing", "September 2014: First joint audit done.", "A"],
        [None, None, None, "Training Manager", "Train every manager who chairs discussions.", "TBC"],
        [1.1, "61", "Early help is not known to families.", "Head of Early Help", "Publish one page for families.",
         "31.12.2014", "Wording agreed with a parents' group.", "Amber/Green"],
        ["1.10", "62", "Step-down from social care is unclear.", "Head of Early Help",
         "Agree a step-down protocol.", "Complete", "12/01/2015: Protocol signed.", "B",
         "Re-referrals fell from 24% to 19%."],
    ]  # fmt: skip
    book = workbook({"Improvement plan": rows})
    merge(book["Improvement plan"], "A1:I1", "A4:A6", "B4:B6", "C4:C6")
    save(book, folder / "diary-in-a-cell.xlsx")


def section_rows(folder: Path) -> None:
    """A title and a note above the headings; rows that say which area follows; dates as people speak."""
    rows: Rows = [
        ["Children's services action plan 2014-15"],
        ["The programme office brings this plan up to date once a month."],
        [],
        ["Recommendation", "Action", "Desired outcome", "Success measure", "Officer", "Timescale"],
        ["2. Children looked after"],
        ["Care plans must be up to date.", "Check every care plan.", "Each child knows the plan.",
         "95% of plans reviewed in time (71% in April 2014)", "Head of Care", "end of March 2015"],
        [None, "Ask each child about the plan before its review.", "Plans show what children say.", None,
         "Reviewing Service Manager", "Q3 2014/15"],
        ["2.1 Adoption performance"],
        ["Children wait too long to be matched.", "Begin family finding at the first review.",
         "Children settle sooner.", "Average wait below 500 days", "Adoption Manager", "Sept 14"],
        ["Adopters are not prepared well.", "Offer a course every quarter.", None, None, "Adoption Manager",
         "On-going"],
    ]  # fmt: skip
    book = workbook({"Action plan": rows})
    merge(book["Action plan"], "A1:F1", "A5:F5", "A6:A7", "A8:F8")
    save(book, folder / "section-rows.xlsx")


def quarters(folder: Path) -> None:
    """Headings in two rows: what came of the action stands in one column for each quarter."""
    rows: Rows = [
        ["What?", "Who?", "How?", "When?", "Success measures", "Current status", "Outcome"],
        [None, None, None, None, None, None, "Q1 2014/15", "Q2 2014/15", "Q3 2014/15", "Q4 2014/15"],
        ["Leaders know how good practice is", "Director of Children's Services",
         "Observe practice once a month.", "31/12/2014", "12 observations a year", "In progress",
         "Three visits made.", "Three more visits made; feedback was kind but vague."],
        ["Members ask harder questions", "Democratic Services Manager", "Brief members before each panel.",
         "January 2015", None, "Completed", None, "First briefing held.", "Panel used the briefing twice."],
        ["Performance reports are short", "Performance Manager", "Print one page a service.", "01/06/2015", None,
         "Not yet started"],
    ]  # fmt: skip
    book = workbook({"Plan": rows})
    merge(book["Plan"], "A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:E2", "F1:F2", "G1:J1")
    save(book, folder / "quarters.xlsx")


def by_meeting(folder: Path) -> None:
    """One sheet for each question that a board asks: live, completed, extensions requested, overdue."""
    common = ["Ref", "Area", "Action", "Lead officer", "Target date"]
    progress = [*common, "Progress to date", "Status"]
    protection, care = "1. Help and protection", "2. Care"
    book = workbook(
        {
            "Live": [
                progress,
                ["A1", protection, "Recruit six social workers.", "Head of Fieldwork", date(2015, 6, 30),
                 "Four have started.", "On track"],
                ["A2", care, "Open a second contact room.", "Contact Service Manager", date(2015, 5, 29), None,
                 "Not started"],
            ],
            "Completed since last meeting": [
                [*common, "Date completed", "Evidence of impact", "Verified by"],
                ["A3", protection, "Move the duty team to one office.", "Head of Fieldwork", date(2014, 12, 19),
                 date(2014, 12, 12), "Calls are answered in two minutes, before in nine.", "Quality Manager"],
            ],
            "Extensions requested": [
                [*common, "Revised date", "Approved by", "Progress to date"],
                ["A4", care, "Map every placement.", "Placements Manager", date(2014, 10, 31), date(2015, 4, 30),
                 "Board chair", "The new map needs the new case system."],
            ],
            "Overdue": [
                progress,
                ["A5", care, "Sign the health passport.", "Named Nurse", date(2015, 1, 30), "Draft with the printers.",
                 "In progress"],
            ],
        }
    )  # fmt: skip
    save(book, folder / "by-meeting.xlsx")


def colours_only(folder: Path) -> None:
    """Ratings given by the colour of an empty cell, and by nothing else."""
    rows: Rows = [
        ["Ref", "Area", "Action", "Responsible", "Due date", "RAG"],
        ["1", "1 Help and protection", "Visit each child within ten days.", "Team Manager", date(2015, 5, 31)],
        ["2", "1 Help and protection", "Record why a visit was late.", "Team Manager", date(2015, 5, 31)],
        ["3", "1 Help and protection", "Tell parents what comes next.", "Team Manager", date(2015, 5, 31)],
        ["4", "1 Help and protection", "Share plans with schools.", "Head of Education", date(2015, 5, 31)],
        ["5", "1 Help and protection", "Thin out old case files.", "Business Manager", date(2015, 5, 31)],
        ["6", "1 Help and protection", "Choose a new case system.", "Business Manager", date(2015, 5, 31)],
    ]
    book = workbook({"Tracker": rows})
    colours = {"F2": "00B050", "F3": "FFC000", "F4": "FF0000", "F5": "7030A0", "F6": "FF99CC"}
    fill(book["Tracker"], colours | dict.fromkeys(("A1", "B1", "C1", "D1", "E1", "F1"), "D9D9D9"))
    save(book, folder / "colours-only.xlsx")


EXPORTED = """\
Ref;Judgement area;Action required;Lead officer(s);Target date;BRAG;% complete;Progress to date;Evidence of impact\r
3-01;3 Leadership;Publish the board’s “plan on a page”.;Board Manager;28/02/2015;Green;75%;\
"First draft shared; partners like it.\r
Printing costs £240.";\r
3-02;3 Leadership;Hold a joint session – board and scrutiny.;Board Manager / Scrutiny Officer;TBC;;0;;\r
3-03;3 Leadership;Ask partners for their own audits.;Board Manager;30/11/2014;Blue;100;\
02/12/2014 All seven audits are in.;“We now see the same gaps,” says the summary.\r
"""


def exported_from_excel(folder: Path) -> None:
    """A CSV file as Excel writes it on a desk: semicolons, the Windows code page, curly quotation marks."""
    (folder / "exported.csv").write_bytes(EXPORTED.encode("cp1252"))


UNICODE_TEXT = (
    "Ref\tArea\tAction\tLead\tDue date\tRAG\tProgress\r\n"
    "4-01\t4 Partnership\tAgree thresholds.\tBoard Manager\t30/06/2014\tAmber\t"
    '"Draft with partners.\rLegal advice due."\r\n'
    "4-02\t4 Partnership\tTrain lead practitioners.\tTraining Manager\t31/07/2014\tGreen\tTwo cohorts done.\r"
    "4-03\t4 Partnership\tEvaluate the café drop-in.\tEarly Help Manager\t31/08/2014\tRed\t\r\n"
)


def unicode_text(folder: Path) -> None:
    """What Excel calls Unicode text: UTF-16 and tabs; one cell and one row end with a lone carriage return."""
    (folder / "unicode-text.tsv").write_bytes(b"\xff\xfe" + UNICODE_TEXT.encode("utf-16-le"))


def leftovers(folder: Path) -> None:
    """A filter left on with a row hidden by it, blank rows, a total, a key and notes below, a hidden list of cases."""
    rows: Rows = [
        ["Ref", "Area", "Action", "Lead", "Due date", "Status", "Comments"],
        ["5-01", "5 Workforce", "Fill vacant posts.", "Head of Workforce", date(2015, 4, 30), "In progress",
         "Two left."],
        ["5-02", "5 Workforce", "Bring supervision up to date.", "Head of Workforce", date(2014, 11, 28), "In progress",
         "Only half the teams report."],
        [],
        ["5-03", "5 Workforce", "Write a retention plan.", "Head of Workforce", date(2015, 9, 30), "Not started"],
        ["Total", None, "3 actions"],
        [],
        ["Key"],
        ["R", "Red: off track"],
        ["G", "Green: on track"],
        ["Note: dates agreed by the workforce group are in bold."],
    ]  # fmt: skip
    cases: Rows = [["Name", "Date of birth", "UPN"], ["Casey Example", date(2006, 2, 3), "Z999999999999"]]
    book = workbook({"Plan": rows, "Case list": cases})
    book["Plan"].auto_filter.ref = "A1:G5"
    book["Plan"].row_dimensions[3].hidden = True
    book["Case list"].sheet_state = "hidden"
    save(book, folder / "leftovers.xlsx")


def child_columns(folder: Path) -> None:
    """A list of single children that somebody took for the plan."""
    rows: Rows = [
        ["Ref", "Area", "Action", "Lead", "Due date", "Child's name", "DOB", "UPN"],
        ["1", "1 Help", "Visit weekly.", "Team Manager", date(2015, 4, 1), "Casey Example", date(2006, 2, 3),
         "Z999999999999"],
    ]  # fmt: skip
    save(workbook({"Plan": rows}), folder / "child-columns.xlsx")


def everything_wrong(folder: Path) -> None:
    """One mistake in each row; the paper stops, and all of them are told at once."""
    rows: Rows = [
        ["Ref", "Area", "Action", "Lead", "Start date", "Due date", "Status", "% complete"],
        ["1-01", "1 Help", "Name a date that is none.", "A lead", None, "31/02/2015", "In progress"],
        ["1-02", "1 Help", "Do more than all.", "A lead", None, "28/02/2015", "In progress", "110 %"],
        ["1-02", "1 Help", "Take another's ref.", "A lead", None, "28/02/2015", "In progress"],
        ["1-04", "1 Help", "Say nothing known.", "A lead", None, "28/02/2015", "Jogging along"],
        ["1-05", "1 Help", "Lose a cell.", "#REF!", None, "28/02/2015", "In progress"],
        ["1-06", "1 Help", "Never work it out.", "=D2", None, "28/02/2015", "In progress"],
        ["1-07", "1 Help", "End before it begins.", "A lead", "01/03/2015", "28/02/2015", "In progress"],
        ["1-08", "1 Help", None, "A lead", None, "28/02/2015", "In progress"],
    ]
    save(workbook({"Plan": rows}), folder / "everything-wrong.xlsx")


ARABIC = "\u0645\u0639\u0627\u064b \u0646\u062d\u0645\u064a \u0623\u0637\u0641\u0627\u0644\u0646\u0627"
FAMILY_AND_THUMB = "\U0001f468\u200d\U0001f469\u200d\U0001f467 and \U0001f44d\U0001f3fd"
TWISTED = "Cafe\u0301 and \u202eevil\u202c zero\u200bwidth\u00a0space"


def hostile_words(folder: Path) -> None:
    """Words that mean something to other programs, and words that are hard to print: here they are words."""
    rows: Rows = [
        ["Ref", "Area", "Action", "Lead", "Due date", "Status", "Progress update"],
        ["1", "1 Help", "<script>alert(1)</script> <img src='file:///etc/passwd'>", "A lead", "30/06/2015",
         "In progress", "{{ 7*7 }} {% include '../../etc/passwd' %}"],
        ["2", "1 Help", "+1+1 and @SUM(A1) and -2", "A lead", "30/06/2015", "In progress", "Plain. " * 2856 + "Ends"],
        ["3", "1 Help", f"Print the leaflet in Arabic: {ARABIC}", "A lead", "30/06/2015", "In progress",
         f"Children chose {FAMILY_AND_THUMB}."],
        ["4\u200b", "1 Help", TWISTED, "A\u00adlead", "30/06/2015\u200e", "In\u00a0progress", "\ufeffTidy."],
    ]  # fmt: skip
    save(workbook({"Plan": rows}), folder / "hostile-words.xlsx")


DATABASE = """
CREATE TABLE measure (code TEXT, theme TEXT, what TEXT, post TEXT, due_on TEXT, state TEXT, done REAL, told_on TEXT,
                      told TEXT);
INSERT INTO measure VALUES
 ('6-01', '6 Care leavers', 'Offer each care leaver a health summary.', 'Leaving Care Manager', '2015-04-30',
  'In progress', 40, '2015-02-27', 'Eighteen of forty-five are written.'),
 ('6-10', '6 Care leavers', 'Open two training flats.', 'Housing Manager', '2014-12-31', 'Complete', 100, '2014-12-15',
  'Both flats are let.'),
 ('6-1', '6 Care leavers', 'Ask care leavers what they pay for.', 'Leaving Care Manager', NULL, NULL, NULL, NULL, NULL);
"""


def database(folder: Path) -> None:
    """A table in a database, with column names of its own."""
    save_database(folder / "database.sqlite", DATABASE)


def sheet_per_area(folder: Path) -> None:
    """An OpenDocument spreadsheet with one sheet for each judgement area."""
    headings = ["Ref", "Weakness", "Action", "Responsible", "By when", "RAG", "Latest update"]
    save_ods(
        folder / "sheet-per-area.ods",
        {
            "1 Help and protection": [
                headings,
                ["1.1", "Referrals wait.", "Put two more people on the phones.", "Duty Manager", date(2014, 11, 30),
                 "Green", "14/11/2014: Both have started.\n05/01/2015: Waiting time is halved."],
                ["1.2", "Referrals wait.", "Answer each referrer in writing.", "Duty Manager", "End of April 2015",
                 "Amber", None],
            ],
            "2.1 Adoption": [
                headings,
                ["2.1.1", "Matching is slow.", "Join the regional exchange.", "Adoption Manager", "Ongoing", "Red",
                 "The exchange has no date for us."],
            ],
        },
    )  # fmt: skip


def personal_data(folder: Path) -> None:
    """Somebody wrote about single children where progress should stand. The numbers are those kept for examples."""
    rows: Rows = [
        ["Ref", "Area", "Action", "Lead", "Due date", "Status", "Progress update"],
        ["1", "1 Help", "Review long waits.", "A lead", "30/06/2015", "In progress", "Longest: NHS 943 476 5919."],
        [
            "2",
            "1 Help",
            "Review exclusions.",
            "A lead",
            "30/06/2015",
            "In progress",
            "Jayden, aged 9, is back in school.",
        ],
        ["3", "1 Help", "Review moves.", "A lead", "30/06/2015", "In progress", "Family moved to NG99 9ZZ last week."],
        ["4", "1 Help", "Review contact.", "A lead", "30/06/2015", "In progress", "Mother: 0115 496 0123, or by text."],
        ["5", "1 Help", "Review visits.", "A lead", "30/06/2015", "In progress", "DOB 03/02/2006, seen on time."],
        ["6", "1 Help", "Review letters.", "A lead", "30/06/2015", "In progress", "Write to a.parent@example.org."],
    ]
    save(workbook({"Plan": rows}), folder / "personal-data.xlsx")


def by_recommendation(folder: Path) -> None:
    """A workbook from a Mac of old, which counts days from 1904: a plan that answers recommendations one by one."""
    rows: Rows = [
        ["Ofsted recommendation", "Priority action", "Desired outcome", "Success measure", "Officer", "Timescale",
         "BRAG status", "Governance"],
        ["Assessments take too long.", "Set a standard for each step.", "Families wait less.",
         "90% within 45 days (62% in May 2014)", "Head of Assessment/Head of Fieldwork", date(2014, 9, 30), "Blue",
         "Board"],
        ["Assessments take too long.", "Read ten assessments a month.", None, None, "Principal Social Worker / All",
         40723, "Green", "Board"],
        ["Chairs do not challenge.", "Train the chairs.", "Plans move on.", None,
         "Team Manager (North/South)", "31/03/2015 revised to 30/06/2015", "Amber/Red", None],
        ["Partners do not come.", None, None, None, None, None, None, None],
    ]  # fmt: skip
    book = workbook({"Response": rows})
    book.epoch = CALENDAR_MAC_1904
    save(book, folder / "by-recommendation.xlsx")


def two_dates(folder: Path) -> None:
    """One heading over the first and the revised date, one over what each month brought; headings again and again."""
    headings: Rows = [
        ["REF:", "ACTION\nREQUIRED *", "LEAD\nOFFICER(S)", "TIMESCALE", None, "PROGRESS", None, "STATUS R/A/G"],
        [None, None, None, "Original", "Revised", "January 2015", "February 2015", None],
    ]
    rows: Rows = [
        *headings,
        ["1", "Early help"],
        ["1.1", "Open a second family hub.", "\u2022 Hub Manager\n\u2022 Property Manager", date(2014, 12, 31),
         date(2015, 5, 29), "Lease signed.", "Builders are in.", "A"],
        ["1.2", "Publish what each hub offers.", "Hub Manager", date(2015, 1, 30), "n/a", "Not started",
         "Completed", "G"],
        ["2", "Looked-after children"],
        *headings,
        ["2.1", "Offer each child an advocate.", "Head of Care", "Q4 14-15", None, None, "12/02/2015: Contract let.",
         "B"],
        ["2.10", "Ask children what they think of it.", "Head of Care", "Ongoing", None, None, None, "-"],
    ]  # fmt: skip
    book = workbook({"Plan": rows})
    merge(book["Plan"], "D1:E1", "F1:G1", "B3:H3", "B6:H6", "D7:E7", "F7:G7")
    save(book, folder / "two-dates.xlsx")


def two_tables(folder: Path) -> None:
    """Two tables on one sheet whose columns differ: read as one, leads would be actions."""
    rows: Rows = [
        ["Part A: what the board asked for"],
        ["Ref", "Area", "Action", "Lead", "Due date", "Status"],
        ["A1", "1 Help", "Count the visits.", "Team Manager", date(2015, 5, 29), "In progress"],
        [],
        ["Part B: what Ofsted asked for"],
        ["Ref", "Area", "Lead", "Action", "Status", "Due date"],
        ["B1", "1 Help", "Head of Care", "Read the files.", "In progress", date(2015, 5, 29)],
    ]
    save(workbook({"Plan": rows}), folder / "two-tables.xlsx")


def all_at_once(folder: Path) -> None:
    """Whatever is untidy and still clear, together: headings, merges, diaries, colours, notes, a hidden column."""
    rows: Rows = [
        ["IMPROVEMENT PLAN 2014-15 \u2013 version 7 FINAL (2)"],
        [None, "R = red, A = amber, G = green"],
        [],
        [None, "#", "What needs to be done?", "WHO BY", "By when?", "Revised\ndate", "Where are we now?", "R/A/G",
         "Date\ncompleted", "% complete", "Supporting evidence*"],
        [None, "2.1 Adoption performance"],
        [None, 2.1, "Find families sooner.", "1. Adoption Manager\n2. Head of Care", "31st March 2015", "-",
         "Friday 13 March 2015 - Panel met.\n2015-02-02: Two matches made.\nUpdate Jan 15: Begun.", "G", None, 0.75,
         None],
        [None, "2.10", "Prepare adopters four times a year.", "Adoption Manager", "31/12/2014 17:00", None,
         "31/11/2014: Course held.", "r", "12/01/2015", 1, "Adopters feel ready (9 of 10 say so)."],
        [None, "Total", None, None, None, None, None, 2],
        [],
        [None, "2.2", "Care leavers"],
        [None, "(2.2.1)", "Give each care leaver a plan.", "Leaving Care Manager", "mid June 2015", "TBC", "Under way",
         "Amber/Green", None, "99.6%", None],
        [None, "2.2.2", "Meet each housing provider.", "Housing Manager", "By end of April 2015", None, None, None,
         "01/12/2015", None, None],
        [],
        [None, "Notes: figures are those of the last quarter."],
    ]  # fmt: skip
    book = workbook({"Master (2)": rows})
    sheet = book["Master (2)"]
    merge(sheet, "A1:K1", "B5:K5", "C10:K10")
    fill(sheet, {"H6": "00B050", "H7": "00B050", "H12": "FF0000"})
    sheet["J7"].number_format = "0%"
    sheet.column_dimensions["K"].hidden = True
    save(book, folder / "all-at-once.xlsx")


TRACKERS: tuple[Callable[[Path], None], ...] = (
    diary_in_a_cell, section_rows, quarters, by_meeting, colours_only, exported_from_excel, unicode_text, leftovers,
    child_columns, everything_wrong, hostile_words, database, sheet_per_area, personal_data,
    by_recommendation, two_dates, two_tables, all_at_once,
)  # fmt: skip


def write_all(folder: Path) -> None:
    """Write every tracker."""
    for write in TRACKERS:
        write(folder)


if __name__ == "__main__":
    write_all(HERE)
