"""What could identify somebody is found in many spellings, and told without being repeated; all else passes."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from months import FEBRUARY, Months, row
from reading import AS_AT

from reporter.domain.privacy import PersonalData
from reporter.errors import DataError, Problem
from reporter.findings import Finding, Findings, Place, ToDo, Weight
from reporter.settings import MayPrint
from reporter.sources.grid import Row, Table
from reporter.sources.plan import Sources, load_plan
from reporter.sources.schema import PLAN_TABLES
from reporter.sources.screening import FREE_TEXT, holds_personal_data, hush, screen
from reporter.telling.problems import problem_json


def kinds(text: str) -> list[str]:
    """The kinds of personal data that are found in a text."""
    findings = Findings()
    screen({"updates": Table((Row(Place("f", row=2), {"commentary": text}),))}, [], findings)
    return list(dict.fromkeys(finding.found.removeprefix("It holds what looks like ") for finding in findings.found))


NHS, UPN, BIRTH, POSTCODE = "an NHS number.", "a UPN.", "a date of birth.", "a postcode."
EMAIL, PHONE, CHILD = "an email address.", "a phone number.", "a child's name beside an age."

STOPPED = [
    ("NHS number 9434765919 is on file.", NHS),
    ("NHS 943 476 5919.", NHS),
    ("NHS: 943-476-5919", NHS),
    ("No.943.476.5919", NHS),
    ("Seen (943 476 5919).", NHS),
    ("943\u2011476\u20115919 was seen", NHS),
    ("943\u00a0476\u00a05919 was seen", NHS),
    ("９４３ ４７６ ５９１９ was seen", NHS),
    ("943  476  5919-seen", NHS),
    ("Pupil A123456789012 moved.".replace("A123456789012", "H801200001001"), UPN),
    ("UPN h801200001001", UPN),
    ("DOB 03/02/2006", BIRTH),
    ("dob: 3.2.06", BIRTH),
    ("D.O.B. 03-02-2006", BIRTH),
    ("d.o.b 3rd February 2006", BIRTH),
    ("DoB03/02/2006", BIRTH),
    ("DOB of the child: 03/02/2006", BIRTH),
    ("Date of birth 3 Feb 2006", BIRTH),
    ("date of birth is 2006-02-03", BIRTH),
    ("born 3/2/2006", BIRTH),
    ("She was born on 3 February 2006.", BIRTH),
    ("born on the 3rd of February 2006", BIRTH),
    ("born February 3rd, 2006", BIRTH),
    ("his birthday (03/02/06)", BIRTH),
    ("03/02/2006 (DOB)", BIRTH),
    ("Seen (b. 3/2/2006) twice", BIRTH),
    ("The family moved to NG1 5FS.", POSTCODE),
    ("NG15FS", POSTCODE),
    ("SW1A 1AA", POSTCODE),
    ("Postcode: ng1 5fs", POSTCODE),
    ("They live at 5 Some Street, ng1 5fs now", POSTCODE),
    ("Write to a.parent@example.org.", EMAIL),
    ("mailto:mum+2@mail.example.co.uk", EMAIL),
    ("o'neil@example.org", EMAIL),
    ("Mother: 0115 496 0123, or by text.", PHONE),
    ("(0115) 496 0123", PHONE),
    ("01154960123", PHONE),
    ("0115-496-0123", PHONE),
    ("0115.496.0123", PHONE),
    ("020 7946 0123", PHONE),
    ("07700 900123", PHONE),
    ("07700 900 123.", PHONE),
    ("+44 115 496 0123", PHONE),
    ("+44 (0)115 496 0123", PHONE),
    ("0044 7700 900123", PHONE),
    ("Jayden, aged 9, is back in school.", CHILD),
    ("Jayden aged 9", CHILD),
    ("Jayden (aged 9)", CHILD),
    ("Jayden (age 9)", CHILD),
    ("Jayden (9)", CHILD),
    ("We met Jayden (9) and his mother.", CHILD),
    ("Mia-Rose, 7, is in care.", CHILD),
    ("Mia-Rose, aged 7", CHILD),
    ("O'Neil aged 14", CHILD),
    ("O\u2019Neil aged 14", CHILD),
    ("a 7 year old called Mia", CHILD),
    ("7-year-old Mia", CHILD),
    ("a 14 year old boy, Jayden", CHILD),
    ("Mia is 7 years old", CHILD),
    ("Mia, who is 7 years old", CHILD),
    ("Mia (7 years)", CHILD),
    ("Mia 7yrs", CHILD),
    ("Mia 7 y/o", CHILD),
    ("Mia, 7yo, lives with us", CHILD),
    ("Mia turned 8 in May", CHILD),
    ("Zoë (14)", CHILD),
    ("Zoë, aged 14", CHILD),
    ("José aged 6", CHILD),
    ("Élodie (11) said so", CHILD),
    ("Łukasz, aged 12", CHILD),
    ("JAYDEN, aged 9", CHILD),
    ("JAYDEN (9) moved", CHILD),
    ("JS (14)", CHILD),
    ("J.S. (14)", CHILD),
    ("Mia Smith aged 7", CHILD),
    ("aged 7, Mia was seen", CHILD),
    ("Mia aged seven", CHILD),
    ("a seven-year-old called Mia", CHILD),
]


@pytest.mark.parametrize(("text", "kind"), STOPPED, ids=[text for text, _ in STOPPED])
def test_what_could_identify_somebody_is_found(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


PASSING = """
75% of assessments were completed within 45 days, against a target of 90%.
From 31/03/2014 to 31/03/2015 the number fell from 89 cases to 0.
The 89 cases that waited have a social worker (see paragraph 57).
17. (57, 138)
Paragraphs 57, 138 and 141 of the report.
Key Stage 2 results rose by 4 points; Key Stage 4, 12 points.
Year 11 pupils, aged 15 and 16, were asked.
Working Together 2013 sets 45 working days.
Working Together to Safeguard Children (2013)
Section 47 enquiries rose from 440 to 479.
Section 20 (12) and Section 31 (9) cases were reviewed.
Young people aged 16 and 17 have a named worker.
Children aged 5 to 11 were asked first.
Children Looked After aged 16 and 17 have a pathway plan.
Care leavers aged 18 to 25 were visited.
Care Leavers (21) were asked.
Unaccompanied Asylum Seekers aged 16 arrived.
Children (5) and Young People (12) took part.
Edition (12)
Ofsted (14) asked for it.
Adopters (6) approved since April.
Team Managers (6) and Social Workers (14) were trained.
Heads of Service (3) signed.
Action 12, due by Friday 14 March 2015.
On Tuesday, 14 March, the board met.
In March, 7 of 12 audits were good.
By April, 9, 10 and 11 had been done.
MASH (9), CIN (14) and LAC (12) cases were sampled.
IROs (7) raised it; IRO (3) of them twice.
Red (3), Amber (5), Green (12)
Yes (12), No (3)
Good (4), Outstanding (1), Inadequate (2)
Recommendations (9) and Actions (14) are listed.
Head of Safeguarding, Deputy Director and Police Superintendent
Director of Children's Services (1 post)
£2,713,000 was spent; £1,500 a week for each of 14 places.
2,713 children in need, 2,207 a year earlier.
Child protection plans 479 (440); looked after 584 (561).
Of 584 children 334 are placed outside the city.
A budget of 0.75 posts, then 1.25.
Contract 2014/15 and 2015/16.
Q3 2014/15: 41%, Q4 2014/15: 57%.
The Children Act 1989, section 17, and the Children Act 2004, sections 13 to 16.
Regulation 5 of 2010 No. 959
SI 2002/715
The rota runs from 08:00 to 20:00 on 7 days.
Version 1.10 of the protocol replaces 1.9.
Ref 2.1.10, row 114, file 3 of 7
Born in 2014, the pilot ended in 2015.
Babies born between 1 April 2014 and 31 March 2015 get two visits.
Children born after 1 September 2010 start in Reception.
New birth visits by 31 March 2015: 98%.
Low birth weight: 8% on 31/03/2014
Births on 31/03/2014 numbered 14.
Budget code 1234567890 and order 4500012345
Case numbers 100200300 and 100200301
Total 1427760000 seconds
20 14 12 9 7 5 4 3 2 1
01-02-2015 31 cases
01.02.2015 31.03.2015
0 1 2 3 4 5 6 7 8 9 10
Childline 0800 1111
101 calls; 999 calls: 12
Level 2 (12) and Band 4 (7)
M1 junction 26, A52 and B600
Room LB31, Loxley House
Form C1A and form PLO 2
E2E tests, H1 and B2B
Target, 12, was missed.
Child A, aged 7, is known only by this letter.
The child, aged 7, was seen alone.
A 7 year old was heard. Social workers met her.
16 and 17 year olds; the Board heard 12 of them.
Every 15 year old Girl or Boy is invited.
@home is a project; follow @ourcity
Police, 12, and Health, 9, were present.
20-week checks, 3-year plans and a 5-year strategy
Within 10 working days; at most 15.
First visit within 24 hours (2nd within 72).
Appendix (3), Annex (4) and Table (12)
Boys aged 10, girls aged 11
Placements (9) and Reviews (12) were late.
Those turning 18 this year: 14
Adoption took 14 months, 6 fewer.
Half (7) of the audits
Schools (12), Academies (4) and Colleges (2)
""".strip().splitlines()


@pytest.mark.parametrize("text", PASSING)
def test_what_plans_say_every_day_passes(text: str) -> None:
    assert kinds(text) == []


def test_there_are_enough_sentences_of_both_sorts() -> None:
    assert min(len(PASSING), len(STOPPED)) >= 60


@pytest.mark.parametrize("figures", ["943 476 5918", "9434765910", "1234567890"])
def test_ten_figures_without_the_right_check_digit_are_no_nhs_number(figures: str) -> None:
    assert NHS not in kinds(f"Seen: {figures}")


def test_a_letter_and_twelve_figures_without_the_right_check_letter_are_no_upn() -> None:
    assert kinds("Order A801200001001") == []


def test_every_free_text_of_every_table_is_screened() -> None:
    shown = {(table, column) for table, columns in PLAN_TABLES.items() for column in columns.known}
    screened = {(table, column) for table, columns in FREE_TEXT.items() for column in columns}
    assert screened <= shown
    # What is left are dates, figures, words of closed lists, and refs that must stand in another table.
    assert {column for _, column in shown - screened} == {
        "added", "action", "answers", "area", "before", "date", "due", "indicator", "judgement", "lead rating", "now",
        "of", "parent", "part", "part of", "polarity", "progress", "ref", "removed",
        "revised due", "start", "status", "target", "unit",
        "value",
    }  # fmt: skip
    assert {table for table, column in shown - screened if column in {"ref", "target"}} == {"indicators"}


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, columns in FREE_TEXT.items() for column in columns]
)
def test_each_cell_is_told_by_its_place_alone(table: str, column: str) -> None:
    findings = Findings()
    screen(
        {table: Table((Row(Place("plan.csv", row=7), {column: "Jayden, aged 9"}, {column: "Notes"}),))}, [], findings
    )
    (told,) = findings.found
    assert str(told) == (
        'plan.csv, row 7, column "Notes": It holds what looks like a child\'s name beside an age. Take it out; or '
        "record in the config, under may_print, why it may be printed."
    )
    assert (told.weight, told.value) == (Weight.ERROR, "")


def test_two_kinds_in_one_cell_are_two_errors() -> None:
    assert kinds("Jayden, aged 9, 0115 496 0123") == [PHONE, CHILD]


SECRETS = ("Jayden", "943 476 5919", "03/02/2006", "0115 496 0123")


@pytest.mark.parametrize("column", ["status", "due", "rag", "lead", "commentary", "progress", "updated", "area", "ref"])
def test_a_cell_is_quoted_by_no_finding_where_it_holds_personal_data(column: str, tmp_path: Path) -> None:
    months = Months(tmp_path)
    said = "Jayden, aged 9; DOB 03/02/2006; NHS 943 476 5919; 0115 496 0123"
    with pytest.raises(DataError) as stopped:
        months.edition(FEBRUARY, row("1") | {"status": "In progress", column: said})
    problems = stopped.value.problems
    told = json.dumps([problem_json(problem) for problem in problems]) + str(stopped.value)
    assert [secret for secret in SECRETS if secret in told] == []
    assert "It holds what looks like" in told or "it holds what looks like" in told


def test_a_board_s_own_tables_are_screened_and_quote_nothing_either(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_text("ref,title,judged,judgement\n1,Help,help,good\n", "utf-8")
    (tmp_path / "areas_for_improvement.csv").write_text("ref,area,text\n1a,1,Waits.\n", "utf-8")
    (tmp_path / "actions.csv").write_text(
        'ref,area,answers,text,lead,due\n1,1,1a,Visit.,A lead,"Jayden, aged 9"\n', "utf-8"
    )
    (tmp_path / "updates.csv").write_text(
        'action,date,author,status,commentary\n1,01/03/2015,A lead,"NHS 943 476 5919","Mia (7) moved."\n', "utf-8"
    )
    (tmp_path / "meetings.csv").write_text("date,status\n22/04/2015,planned\n", "utf-8")
    findings = Findings()
    with pytest.raises(DataError) as stopped:
        load_plan(Sources(tmp_path), AS_AT, None, findings)
    told = str(stopped.value) + "".join(f"{finding} {finding.value}" for finding in findings.found)
    assert [secret for secret in ("Jayden", "943", "Mia") if secret in told] == []
    assert {(f.place.row, f.place.column) for f in findings.found} == {(2, "due"), (2, "status"), (2, "commentary")}


def may_print(text: str, kind: PersonalData) -> MayPrint:
    return MayPrint(text=text, kind=kind, reason="It is public.", approved_by="Data Protection Officer")


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("Ring 0115 496 0000 at any time.", True),
        ("Ring 0115  496\u00a00000.", True),
        ("Ring 0115 496 0001.", False),
        ("Ring 0115 496 0000 or 0115 496 0001.", False),
        ("Ring 01154960000.", False),
    ],
)
def test_what_may_be_printed_passes_and_nothing_else(text: str, passes: bool) -> None:
    findings = Findings()
    tables = {"voices": Table((Row(Place("f", row=2), {"text": text}),))}
    screen(tables, [may_print("0115 496 0000", PersonalData.PHONE)], findings)
    assert (not list(findings.of(Weight.ERROR))) == passes
    # An entry of the config that is of use is not said to be of none.
    assert (not list(findings.of(Weight.WARNING))) == ("0115 496 0000" in " ".join(text.replace("\u00a0", " ").split()))


def test_what_may_be_printed_as_one_kind_is_stopped_as_another() -> None:
    findings = Findings()
    tables = {"voices": Table((Row(Place("f", row=2), {"text": "Ring 0115 496 0000."}),))}
    screen(tables, [may_print("0115 496 0000", PersonalData.NHS_NUMBER)], findings)
    assert [str(finding.weight) for finding in findings.found] == ["error", "warning"]
    assert "may be printed as an NHS number stands nowhere in the plan" in findings.found[1].found
    assert "0115" not in "".join(str(finding) for finding in findings.found)


def test_a_problem_that_quotes_nothing_personal_is_told_as_it_is() -> None:
    problems = [Problem("a.csv, row 2", '"31/02/2015" is not a date.', "Write it as day/month/year.")]
    assert hush(problems, []) == problems


def test_a_problem_may_quote_what_may_be_printed() -> None:
    problems = [Problem("a.csv, row 2", '"0115 496 0000" is not a date.', "Write it as day/month/year.")]
    assert hush(problems, [may_print("0115 496 0000", PersonalData.PHONE)]) == problems
    assert "0115" not in str(hush(problems, [])[0])


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aA1 0.,-()@'/"))))
def test_no_text_is_too_strange(text: str) -> None:
    assert holds_personal_data(text) in {True, False}


@pytest.mark.parametrize(
    "piece", ["A", "a", "A-", "Aa ", "1", "1 ", "1-", "0", "(", "a@", "@", ".a", "born ", "road ", "dob:", "1/",
              "aged ", "Aa, 7 ", "7 year old ", "A'", "A. ", "+44 ", "ng1 "]
)  # fmt: skip
def test_a_cell_as_long_as_is_taken_is_screened_in_time_that_grows_with_its_length(piece: str) -> None:
    long = piece * (32_767 // len(piece))
    assert isinstance(holds_personal_data(f"{long} 1 aged @ 1aa born 123456789 (7)"), bool)


def test_a_finding_s_advice_is_hushed_as_well() -> None:
    findings = Findings()
    findings.error(ToDo.MEND_REFS, Place("f"), "There is no such ref.", 'Did you mean "Jayden (9)"?', "x")
    (told,) = hush(findings.found, [])
    assert isinstance(told, Finding)
    assert ("Jayden" in str(told), told.value) == (False, "")


@given(st.lists(st.sampled_from([*(text for text, _ in STOPPED), *PASSING]), max_size=8))
def test_a_text_among_others_is_found_as_it_is_found_alone(texts: list[str]) -> None:
    findings = Findings()
    rows = tuple(Row(Place("f", row=number), {"commentary": text}) for number, text in enumerate(texts))
    screen({"updates": Table(rows)}, [], findings)
    told = {finding.place.row for finding in findings.found}
    assert told == {number for number, text in enumerate(texts) if holds_personal_data(text)}
