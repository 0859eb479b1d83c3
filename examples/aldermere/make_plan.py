"""Writes data/improvement-plan.xlsx: the plan of this example as a partnership's office would really keep it.

Run it as `python examples/aldermere/make_plan.py [FILE]`. Every sentence, place and figure is invented; leads are posts.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

WORKBOOK = Path(__file__).parent / "data" / "improvement-plan.xlsx"
SHEET = "Improvement plan 2025-26"

GROUPS = (  # the upper row of headings: what stands over which of the columns below
    ("No.", ("No.",)),
    ("What the inspectors said", ("Para", "Finding", "Root cause")),
    ("What we will do", ("Action", "Lead officer(s)", "Agency", "Start date", "By when", "Revised date", "Agreed by")),
    ("How we will know", ("Outcome for children", "Success measure", "Starting point", "Target")),
    ("Where we have got to", ("Status", "% complete", "Progress to date", "RAG", "Evidence of impact", "Verified by")),
)
HEADINGS = tuple(heading for _, headings in GROUPS for heading in headings)
FIRST_ROW = 7  # below three rows of titles, an empty one and two of headings
RAG = HEADINGS.index("RAG") + 1
COLOURS = {"R": "FF0000", "A": "FFC000", "G": "92D050", "B": "0070C0"}


@dataclass(frozen=True)
class Action:
    """One row. `when` is a date as often as words; `rag` is a letter, or a colour (RRGGBB) in a cell without words."""

    text: str
    lead: str
    agency: str
    start: date | str | None
    when: date | str | None
    status: str
    diary: str = ""
    percent: str | float | None = None
    rag: str = ""
    measure: str | None = None
    before: str | None = None
    target: str | None = None
    revised: date | str | None = None
    agreed: str | None = None
    evidence: str | None = None
    verified: str | None = None
    outcome: str | None = None

    def cells(self) -> list[str | float | date | None]:
        """What stands in the columns from Action on."""
        letter = self.rag if self.rag in COLOURS else None
        return [self.text, self.lead, self.agency, self.start, self.when, self.revised, self.agreed, self.outcome,
                self.measure, self.before, self.target, self.status, self.percent, self.diary or None, letter,
                self.evidence, self.verified]  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """What the inspectors found, over the rows of all its actions."""

    number: int
    paragraphs: str
    text: str
    cause: str
    actions: Sequence[Action] = ()


COUNCIL, POLICE = "Aldermere and Thornwold Council", "Marchlands Constabulary"
HEALTH, CHARITY = "Marchlands Integrated Care Board", "Tŷ Croeso Family Centre"

PLAN: Sequence[tuple[str, Sequence[Finding]]] = (
    (
        "Priority 1: Early help and the front door",
        (
            Finding(
                1,
                "12",
                "Families who speak Polish or Welsh at home wait longer for early help than their neighbours.",
                "Interpreters are booked one visit at a time, and no team knows which languages its families speak.",
                (
                    Action(
                        "Record the language of the home for every family at first contact, and book the interpreter in the same call.",
                        "Front Door Manager; Koordynator ds. rodzin (Community Coordinator, Polish-speaking families)",
                        COUNCIL, date(2025, 5, 12), date(2025, 9, 30), "Signed off",
                        "02/06/2025 - Language field added to the contact form.\n14/07/2025 - All 22 call handlers trained.\n29/09/2025 - Field filled in for 96% of contacts.\n12/01/2026 - Re-checked after three months: 97%.",
                        1.0, "B", "Contacts with the language of the home recorded", "38% (March 2025)", "95%",
                        evidence="The wait for a first visit is now 9 days for Polish-speaking families and 9 for all others; in March 2025 it was 21 and 10.",
                        verified="Chair of the Learning and Quality Group",
                        outcome="A child does not have to interpret for its parents.",
                    ),
                    Action(
                        "Open a weekly early help room at the Tŷ Croeso centre in Llanfair-y-Gors and at Świetlica Źródło in Thornwold.",
                        "Rheolwr Cymorth Cynnar (Early Help Manager) / Centre Manager, Tŷ Croeso", CHARITY,
                        "01/06/2025", "31st January 2026", "Completed",
                        "15/09/2025: Tŷ Croeso room opened; 14 families in the first month.\n19/01/2026: Świetlica Źródło room opened.\n02/03/2026: Both rooms full each week.",
                        "100%", "G", "Families seen in the two rooms each month", "0", "40",
                        evidence="In February 2026 the rooms saw 47 families, of whom 31 had never asked for help before.",
                    ),
                ),
            ),
            Finding(
                2,
                "15 and 16",
                "Professionals are not told what came of a contact that they made.",
                "The case system sends no letter when a contact is closed, and staff write one only if they remember.",
                (
                    Action(
                        "Send every professional the outcome of a contact within three working days.",
                        "Front Door Manager", COUNCIL, date(2025, 6, 2), "end of October 2025", "On track",
                        "30/06/2025 - Letter drafted with schools.\n03/11/2025 - Supplier late with the change to the case system.\n09/03/2026 - Automatic letter on trial for health contacts; all others from May.",
                        0.7, "A", "Contacts with an outcome sent in three days", "44% (April 2025)", "90%",
                        revised=date(2026, 5, 29), agreed="Partnership Executive, 4 December 2025",
                        outcome="Whoever was worried about a child knows what happened next.",
                    ),
                    Action(
                        "Ask a sample of 30 referrers each term whether the answer that they got was of use.",
                        "Quality Assurance Lead", COUNCIL, "September 2025", "Ongoing", "Under way",
                        "October 2025: First sample: 18 of 30 satisfied.\n05/02/2026 - Second sample: 24 of 30 satisfied.",
                        None, "00B050",
                    ),
                ),
            ),
        ),
    ),
    (
        "Priority 2: Protecting children from harm",
        (
            Finding(
                3,
                "21, 24",
                "Strategy meetings are held without health, or too late to shape the enquiry.",
                "Three health trusts share one on-call nurse, and invitations go to an inbox that nobody reads after five o'clock.",
                (
                    Action(
                        "Staff a rota so that a health professional joins each strategy meeting, in person or by video.",
                        "Designated Nurse for Safeguarding", HEALTH, date(2025, 5, 19), date(2025, 12, 31), "Delayed",
                        "23/06/2025 - Rota agreed by two of three trusts.\n17/11/2025 - Third trust joined.\n10/03/2026 - Nights and weekends are still not covered; money for two posts is asked for.",
                        "60%", "R", "Strategy meetings that health joined", "51% (March 2025)", "95%",
                        revised="31/03/2026", agreed="Partnership Executive, 15 January 2026",
                        outcome="What is known about a child's health is on the table when the child's safety is decided.",
                    ),
                    Action(
                        "Move invitations out of email and into the shared booking tool.",
                        "Service Manager, Assessment; Detective Inspector, Child Abuse Investigation", COUNCIL,
                        date(2025, 7, 1), "31.10.2025", "Complete",
                        "01/09/2025 - Tool set up.\n27/10/2025 - All partners use it.",
                        1.0, "G", "Strategy meetings booked through the tool", "0%", "100%",
                        evidence="Between November and February every one of 212 meetings was booked through the tool; the median wait fell from 31 hours to 9.",
                        outcome="A child does not wait for adults to find a time.",
                    ),
                    Action(
                        "Audit ten strategy meetings a month with all three partners at one table.",
                        "Chair of the Learning and Quality Group", COUNCIL, "October 2025", "Q1 2026/27", "On track",
                        "20/10/2025 - First ten read together.\n16/02/2026 - Fifty read so far; minutes are better, timescales in them are not.",
                        55, "G", "Meetings graded good or better", "4 of 10 (October 2025)", "8 of 10",
                    ),
                ),
            ),
            Finding(
                4,
                "26",
                "Child protection plans list services and do not say what must change for the child.",
                "The form asks who will attend and not what will be different, and chairs are not trained to ask.",
                (
                    Action(
                        "Re-write the plan so that each step says what will be different for the child, by when, and how everybody in the room, the child among them, will know that it has happened, and take out each step that only names a service, a visit, a course or a meeting without saying what good it is meant to do for the child.",
                        "Head of Safeguarding and Review", COUNCIL, date(2025, 6, 16), "mid January 2026", "Completed",
                        "08/09/2025 - New form agreed.\n12/01/2026 - New form in use for all plans.",
                        "100%", "B", "Plans graded good or better", "33% (May 2025)", "75%",
                        outcome="A child can say what should change, and sees it change.",
                    ),
                    Action(
                        "Coach each conference chair by watching two conferences and talking about them afterwards.",
                        "Principal Social Worker", COUNCIL, "12 January 2026", "30th June 2026", "In progress",
                        "26/01/2026 - Three of eight chairs observed.\n17/03/2026 - Five of eight chairs observed once, two of them twice.",
                        0.45, "G", "Chairs observed twice", "0 of 8", "8 of 8",
                        outcome="A child finds the meeting worth coming to.",
                    ),
                ),
            ),
            Finding(
                5,
                "28",
                "Unborn babies are referred late, and some plans are made after the birth.",
                "Midwives and social workers count the weeks of pregnancy from different days.",
                (
                    Action(
                        "Agree one pre-birth timeline that begins in the sixteenth week, and put it into both case systems.",
                        "Named Midwife; Service Manager, Assessment", HEALTH, date(2025, 8, 4), date(2026, 2, 27),
                        "Under way",
                        "22/09/2025 - Timeline agreed by midwives and social workers.\n09/02/2026 - In the maternity system; not in the council's.",
                        0.5, "A", "Pre-birth plans in place by week 30", "12 of 29 (2024-25)", "90%",
                        outcome="Each baby is born with a plan in place.",
                    ),
                    Action(
                        "Offer parents-to-be who are in care or have left it a worker of their own from the first scan.",
                        "Leaving Care Manager", COUNCIL, "01/04/2026", "Sept 26", "Not yet started", "", None, "",
                    ),
                ),
            ),
            Finding(
                6,
                "30 and 33",
                "Too many children come back onto a protection plan within two years.",
                "Help stops on the day on which the plan ends, and neglect is measured differently in each agency.",
                (
                    Action(
                        "Keep a lead professional in place for six months after a protection plan ends.",
                        "Head of Family Help", COUNCIL, date(2025, 9, 1), date(2026, 6, 30), "On track",
                        "06/10/2025 - Offer made to every family whose plan ends.\n12/03/2026 - 58 of 66 families accepted; six months are over for the first nine.",
                        "65%", "G", "Children on a plan again within two years", "24% (March 2025)", "16%",
                        outcome="Children do not have to be in danger twice before help stays.",
                    ),
                    Action(
                        "Use one neglect tool in all agencies, and train 400 people in it.",
                        "Training Coordinator", "All partners", date(2025, 6, 2), "31/12/2025 revised to 30/04/2026",
                        "Slipped",
                        "07/07/2025 - Tool chosen.\n13/10/2025 - 90 people trained.\n18/03/2026 - 145 people trained. Schools cannot release staff before the summer term.",
                        0.36, "A", "People trained", "0", "400", agreed="Partnership Executive, 4 December 2025",
                    ),
                ),
            ),
        ),
    ),
    (
        "Priority 3: Children at risk outside the home",
        (
            Finding(
                7,
                "37; 39; 41",
                "Children who go missing are not always talked to when they come back, and what they say is not used.",
                "The return interview is nobody's job at weekends, and its notes stay in a folder of their own.",
                (
                    Action(
                        "Offer every child a talk within 72 hours of coming back, with somebody whom the child has chosen.",
                        "Missing Children Coordinator", COUNCIL, date(2025, 5, 12), date(2025, 8, 29), "Overdue",
                        "16/06/2025 - Weekend rota begun.\n01/09/2025 - Rota broke down over the summer; two posts vacant.\n08/12/2025 - One post filled.\n11/03/2026 - Second post filled; rota begins again on 1 April.",
                        0.5, "R", "Talks held within 72 hours", "41% (April 2025)", "90%",
                        revised="16/01/2026", agreed="Partnership Executive, 23 October 2025",
                        outcome="A child who comes back is heard by somebody whom it trusts.",
                    ),
                    Action(
                        "Read all return interviews together once a week and act on places and people that come up.",
                        "Detective Inspector, Missing and Exploited Children", POLICE, date(2025, 6, 9), "Dec 2025",
                        "Behind schedule",
                        "21/07/2025 - First meeting.\n24/11/2025 - Meetings fortnightly for want of an analyst.",
                        0.5, "A", "Weeks with a joint reading", "0 of 13", "13 of 13",
                        revised="end of May 2026",
                    ),
                    Action(
                        "Map with young people where they feel unsafe, and change three places that they name.",
                        "Youth Participation Officer / Neighbourhood Inspector", COUNCIL, "01/09/2025", "31/07/2026",
                        "In progress",
                        "13/10/2025 - Map drawn with 64 young people at the Zażółć youth club and at two schools.\n16/03/2026 - Lighting at the canal steps and a warden at Cwrt-y-Bont bus station are in place; the third place, the multi-storey car park, needs the owner to agree.",
                        0.62, "92D050", "Places changed", "0 of 3", "3 of 3",
                        evidence="At Cwrt-y-Bont bus station reports of young people being approached fell from 19 in the autumn to 7 in the winter.",
                        outcome="Young people walk home without fear.",
                    ),
                ),
            ),
            Finding(
                8,
                "43",
                "The risk of exploitation is scored on a form and then left as it is.",
                "The score opens and closes services, so that nobody dares to change it.",
                (
                    Action(
                        "Replace the score by a plan that is talked through with the child every six weeks.",
                        "Service Manager, Adolescents", COUNCIL, date(2025, 9, 15), date(2026, 4, 30), "At risk",
                        "10/11/2025 - Score withdrawn in one district.\n02/02/2026 - Second district waits for the police system to change.\n16/03/2026 - Police system changed; training booked for April.",
                        0.4, "A", "Children with a plan that is not older than six weeks", "0%", "90%",
                    ),
                    Action(
                        "Put one chair, one list and one set of minutes in place of the three panels for exploitation, missing and serious violence.",
                        "Independent Scrutineer; Superintendent, Protecting Vulnerable People; Director of Children's Services",
                        "All partners", date(2025, 7, 14), "End of September 2025", "Completed - embedded",
                        "25/08/2025 - One panel agreed.\n22/09/2025 - First joint panel met.",
                        "100%", "B", "Panels", "3", "1",
                        evidence="The same 88 children are now discussed once and not up to three times; a decision takes 6 days where it took 17.",
                        outcome="A young person is talked about once, by people who can decide.",
                    ),
                ),
            ),
            Finding(
                9,
                "45 and 46",
                "Children placed here by other councils are not known to the police until something happens.",
                "The list of homes is kept by each agency for itself.",
                (
                    Action(
                        "Keep one list of all homes for children in both districts, and visit each within its first month.",
                        "Placements Manager", COUNCIL, date(2025, 10, 6), date(2026, 3, 31), "In progress",
                        "24/11/2025 - Lists of four agencies put together: 41 homes, of which 6 were known to one agency only.\n19/01/2026 - 12 of 41 homes visited.",
                        "30%", "A", "Homes visited in their first month", "unknown", "100%",
                    ),
                    Action(
                        "Write to each council that places a child here, and say what we need to know on the first day.",
                        "Placements Manager", COUNCIL, "November 2025", "TBC", "Planned", "", None, "",
                    ),
                ),
            ),
            Finding(
                10,
                "48",
                "Schools exclude children who are at risk without telling anybody who works with them.",
                "No rule says whom a school must ring before it excludes a child who has a plan.",
                (
                    Action(
                        "Agree with all 94 schools that nobody with a plan is excluded before the lead professional has been rung.",
                        "Head of Inclusion; Chair of the Headteachers' Forum", COUNCIL, date(2025, 9, 1),
                        date(2026, 3, 27), "Good progress",
                        "03/11/2025 - Agreement drafted with the Headteachers' Forum.\n09/03/2026 - Signed by 81 schools. Since September there have been no permanent exclusions of a child with a plan in these schools, and seven in the thirteen that have not signed; the Director has asked to meet their trusts one by one. "
                        "The first of these meetings took place on a snowy Tuesday and lasted two hours. The trust told us plainly why it had held back: its heads feared that a call to a lead professional who does not pick up would leave an unsafe classroom unsafe for the rest of the day. We said that this was fair. We have since agreed a duty number that is answered from eight in the morning until six at night on every school day, and a promise that whoever answers it will know the child's plan within ten minutes. "
                        "The trust has taken the agreement to its governors with that promise in it. The second trust asks for something else: that the agreement should count for children who have no plan yet, but for whom an assessment has begun. We think that this is right, and the Headteachers' Forum will be asked to agree to it in April. The third trust has not answered two letters. The Independent Scrutineer has offered to visit. "
                        "Pupils have been heard as well. Eleven young people who had been sent home in the past two years met the Head of Inclusion over pizza at the youth club. They said that the day on which they were excluded was the day on which they were most at risk, because everybody who might have been looking for them believed that they were somewhere else. They asked for a single thing: that somebody should come to meet them at the gate. From the summer term the missing children team will do so wherever a school rings before noon.",
                        0.8, "G", "Schools that have signed", "0 of 94", "94 of 94",
                        outcome="No child is sent out into danger.",
                    ),
                    Action(
                        "Tell the front door of each suspension on the day.",
                        "Virtual School Head", COUNCIL, date(2025, 10, 1), "28/02/2026", "Completed",
                        "02/02/2026 - Daily list goes to the front door.", 1.0, "G", "Suspensions told on the day",
                        "unknown", "100%",
                        evidence="In the first six weeks the list led to 17 strategy meetings that would not have been held before.",
                        verified="Independent Scrutineer",
                    ),
                ),
            ),
        ),
    ),
    (
        "Priority 4: Listening to babies, children and young people",
        (
            Finding(
                11,
                "52",
                "Young people of the Shapers' Group do not yet see the answers to what they ask.",
                "Answers stand in minutes that are marked and so cannot be sent to them.",
            ),
        ),
    ),
    (
        "Priority 5",
        (
            Finding(
                12,
                "58",
                "The partnership hears that actions are done, and not whether children are better off.",
                "Its data set counts what services do.",
                (
                    Action(
                        "Choose twelve measures that say how children are, and drop the other sixty-one.",
                        "Partnership Manager", "All partners", date(2025, 6, 23), date(2025, 11, 28), "Signed off",
                        "29/09/2025 - Twelve measures chosen with the Shapers' Group.\n27/11/2025 - First report on twelve measures.\n26/02/2026 - Second report; the Partnership asked for two measures to be split by district.",
                        1.0, "B", "Measures in the quarterly report", "73", "12",
                        evidence="Members put 31 questions to the second report; to the last one of the old kind they put 4.",
                        verified="Independent Scrutineer",
                        outcome="Leaders know how children are.",
                    ),
                    Action(
                        "Ask of each action that is closed what a child would notice, and publish the answer.",
                        "Partnership Manager", "All partners", date(2026, 1, 12), "Q2 2026/27", "In progress",
                        "09/02/2026 - Asked of the first six closed actions.\n18/03/2026 - Answers for four of nine are published.",
                        0.3, "G",
                    ),
                ),
            ),
            Finding(
                13,
                "60; 61",
                "Information is shared late where consent is not given.",
                "Staff believe that they may not share, and no two agencies' guidance says the same.",
                (
                    Action(
                        "Write one page on sharing information that all partners' lawyers have signed.",
                        "Head of Legal Services; Caldicott Guardian", COUNCIL, date(2025, 7, 7), date(2025, 12, 19),
                        "Slipped",
                        "15/09/2025 - Draft with five lawyers.\n08/12/2025 - Four of five have agreed.",
                        0.8, "A", revised=date(2026, 4, 24), agreed="Partnership Executive, 15 January 2026",
                    ),
                    Action(
                        "Test the page with 20 practitioners on real, anonymised cases.",
                        "Training Coordinator", "All partners", "01/05/2026", "31 July 2026", "Pending", "", None, "",
                    ),
                ),
            ),
            Finding(
                14,
                "63",
                "Supervision across agencies depends on who the manager is.",
                "Each agency has a policy, and none of them has a standard.",
                (
                    Action(
                        "Agree a common standard for supervision: how often, how long, and what is written down.",
                        "Workforce Lead", "All partners", date(2025, 10, 13), date(2026, 4, 17), "On track",
                        "01/12/2025 - Standard drafted.\n11/03/2026 - Agreed by council and health; police to follow in April.",
                        0.75, "G", "Agencies that have agreed", "0 of 5", "5 of 5",
                        outcome="Children keep the same worker for longer.",
                    ),
                    Action(
                        "Hold a joint supervision for each child who is known to more than three agencies.",
                        "Workforce Lead / Rheolwr Goruchwyliaeth (Supervision Manager, Gŵyl-y-Môr district)",
                        "All partners", date(2026, 1, 5), date(2026, 9, 30), "In progress",
                        "12/01/2026 - Pilot begun in one district.", 0.2, "7F7F7F",
                    ),
                ),
            ),
        ),
    ),
)  # fmt: skip
KEY = ("Key", "R: off track", "A: some concern", "G: on track", "B: complete")


def _titles(sheet: Worksheet) -> None:
    sheet["A1"] = "Aldermere and Thornwold Safeguarding Children Partnership"
    sheet["A2"] = "Improvement plan after the joint inspection of February 2025"
    sheet["A3"] = (
        "Kept by the Partnership Manager. Please write in your own rows only, newest entry at the bottom of the cell."
    )
    for row in (1, 2, 3):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADINGS))
    sheet["A1"].font = Font(bold=True, size=16)


def _headings(sheet: Worksheet) -> None:
    column = 1
    for group, headings in GROUPS:
        last = column + len(headings) - 1
        sheet.cell(FIRST_ROW - 2, column, group)
        for place, heading in enumerate(headings):
            sheet.cell(FIRST_ROW - 1, column + place, heading if heading != group else None)
        bottom = FIRST_ROW - 2 if last > column else FIRST_ROW - 1
        sheet.merge_cells(start_row=FIRST_ROW - 2, end_row=bottom, start_column=column, end_column=last)
        column = last + 1
    for row in sheet.iter_rows(min_row=FIRST_ROW - 2, max_row=FIRST_ROW - 1):
        for cell in row:
            cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFE7E0D3")


def _section(sheet: Worksheet, row: int, title: str) -> int:
    sheet.cell(row, 1, title).font = Font(bold=True, size=13)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADINGS))
    return row + 1


def _finding(sheet: Worksheet, row: int, finding: Finding) -> int:
    """The rows of a finding; what it says stands once, in cells merged over all of them."""
    rows = [action.cells() for action in finding.actions] or [[]]
    for place, text in enumerate((str(finding.number), finding.paragraphs, finding.text, finding.cause), 1):
        sheet.cell(row, place, text)
        if len(rows) > 1:
            sheet.merge_cells(start_row=row, end_row=row + len(rows) - 1, start_column=place, end_column=place)
    for offset, cells in enumerate(rows):
        for place, value in enumerate(cells, 5):
            _write(sheet, row + offset, place, value)
    for offset, action in enumerate(finding.actions):
        if colour := COLOURS.get(action.rag, action.rag):
            sheet.cell(row + offset, RAG).fill = PatternFill("solid", fgColor=f"FF{colour}")
    return row + len(rows)


def _write(sheet: Worksheet, row: int, column: int, value: str | float | date | None) -> None:
    cell = sheet.cell(row, column, value)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, float):
        cell.number_format = "0%"


def workbook() -> openpyxl.Workbook:
    """The workbook: the plan, and a sheet of notes that is nobody else's business."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    _titles(sheet)
    _headings(sheet)
    row = FIRST_ROW
    for title, findings in PLAN:
        row = _section(sheet, row, title)
        for finding in findings:
            row = _finding(sheet, row, finding)
    for offset, text in enumerate(KEY, 1):
        sheet.cell(row + offset, 1, text)
    for column in ("C", "D", "E", "R", "T"):
        sheet.column_dimensions[column].width = 48
    book.create_sheet("Office notes").append(["Room for the June meeting is not booked yet."])
    return book


if __name__ == "__main__":
    workbook().save(Path(sys.argv[1]) if len(sys.argv) > 1 else WORKBOOK)
