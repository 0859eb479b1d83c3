"""Several leads in one cell: nobody is lost, nobody stands twice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.sources.tracker.leads import NOBODY, read_leads
from reporter.sources.tracker.spelling import plain

POSTS = (
    "Head of Care", "Director of Children's Services", "Principal Social Worker", "Team Manager (North/South)",
    "Detective Inspector, Public Protection", "Head of Safeguarding and Reviewing", "Health & Wellbeing Manager",
    "Board Manager", "DCS", "Head of QA", "Named Nurse",
)  # fmt: skip
PARTING = st.sampled_from(["; ", ";", "\n", " / ", " ;\n"])


@given(st.lists(st.sampled_from(POSTS), min_size=1, max_size=6), PARTING)
def test_each_post_comes_back_once_in_its_order(posts: list[str], parting: str) -> None:
    assert read_leads(parting.join(posts)) == tuple(dict.fromkeys(posts))


@given(st.lists(st.sampled_from([*POSTS, "TBC", "All", "n/a"]), max_size=6))
def test_nobody_is_named_by_the_words_for_nobody(names: list[str]) -> None:
    assert read_leads("; ".join(names)) == tuple(dict.fromkeys(name for name in names if name in POSTS))


@given(st.text(alphabet=st.sampled_from("AaBb ,;/\n()&-\u2022"), max_size=40) | st.text(max_size=40))
def test_no_word_of_a_cell_is_lost_but_those_for_nobody_and_none_is_doubled(text: str) -> None:
    leads = read_leads(text)
    assert len({plain(lead) for lead in leads}) == len(leads)
    assert not {plain(lead) for lead in leads} & NOBODY
    words = set(re.findall(r"[^\W\d_]+", plain(text)))
    of_nobody = {word for said in NOBODY for word in re.findall(r"[^\W\d_]+", said)}
    assert words - of_nobody <= set(re.findall(r"[^\W\d_]+", " ".join(map(plain, leads))))


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Head of Care/Head of Fieldwork", ("Head of Care", "Head of Fieldwork")),
        ("AD/DCS", ("AD", "DCS")),
        ("Head of Care and Placements", ("Head of Care and Placements",)),
        ("Director, Children's Services", ("Director, Children's Services",)),
        ("Team Manager (North/South)", ("Team Manager (North/South)",)),
        ("Head of Care\n(with the police)", ("Head of Care (with the police)",)),
        ("\u2022 Head of Care\n\u2022 Police", ("Head of Care", "Police")),
        ("1. Head of Care\n2. Police", ("Head of Care", "Police")),
        ("Head of Care; head of  care", ("Head of Care",)),
        ("s/w manager", ("s/w manager",)),
        ("Manager and/or deputy", ("Manager and/or deputy",)),
        ("Head of Care (24/7)", ("Head of Care (24/7)",)),
        ("Manager 2014/15", ("Manager 2014/15",)),
        ("TBC / Head of Care", ("Head of Care",)),
        ("To be confirmed.", ()),
        ("", ()),
    ],
)
def test_leads_that_people_write(text: str, leads: tuple[str, ...]) -> None:
    assert read_leads(text) == leads
