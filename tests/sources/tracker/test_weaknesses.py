"""Which area for improvement a row of a tracker names."""

from reporter.findings import Findings, Place
from reporter.sources.grid import Row, Table
from reporter.sources.tracker.weaknesses import Named, Weaknesses

HERE = Place("tracker.xlsx", "Plan", 7)


def named(text: str, area: str = "1", ref: str = "") -> Named:
    return Named(ref, area, text, "A cause.", "57")


def test_each_new_text_of_an_area_is_a_new_area_for_improvement_with_the_next_letter() -> None:
    weaknesses = Weaknesses(None, Findings())
    texts = [*(f"Weakness {number}." for number in range(28)), "Weakness 0."]
    refs = [weaknesses.ref(named(text), HERE) for text in texts]
    assert refs[:3] == ["1a", "1b", "1c"]
    assert refs[25:] == ["1z", "1aa", "1ab", "1a"]
    assert len(weaknesses.table.rows) == 28


def test_the_same_words_in_another_area_are_another_area_for_improvement() -> None:
    weaknesses = Weaknesses(None, Findings())
    assert [weaknesses.ref(named("It is late.", area), HERE) for area in ("1", "2", "1")] == ["1a", "2a", "1a"]


def test_a_number_of_its_own_is_kept_with_cause_and_paragraph() -> None:
    weaknesses = Weaknesses(None, Findings())
    assert weaknesses.ref(named("It is late.", ref="17"), HERE) == "17"
    (row,) = weaknesses.table.rows
    assert dict(row.cells) == {"ref": "17", "area": "1", "text": "It is late.", "cause": "A cause.", "paragraph": "57"}


def test_one_number_for_two_areas_for_improvement_is_an_error() -> None:
    findings = Findings()
    weaknesses = Weaknesses(None, findings)
    assert [weaknesses.ref(named(text, ref="17"), HERE) for text in ("It is late.", "It is lost.")] == ["17", "17"]
    assert [finding.found for finding in findings.found] == ['"17" is already the number of "It is late.".']


def test_those_of_the_boards_own_table_are_found_by_words_or_ref_and_others_refused() -> None:
    findings = Findings()
    own = Table((Row(Place("afi.csv", row=2), {"ref": "1b", "area": "1", "text": "Adoption takes too long."}),))
    weaknesses = Weaknesses(own, findings)
    assert [weaknesses.ref(named(text), HERE) for text in ("Adoption takes  too long.", "1B")] == ["1b", "1b"]
    assert findings.found == []
    assert weaknesses.ref(named("Adoption took too long."), HERE) == ""
    assert findings.found[0].advice == 'Did you mean "adoption takes too long."?'
    assert weaknesses.table is own
