"""Words that begin with a capital, stand beside figures in plans, and are no name of a child."""

WORDS = """
a an any all each every both other others some many most few the this that these those of in on at by for from to with
and or but no not yes nor if when where while since after before between under over aged january february march april
may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday
wednesday thursday friday saturday sunday child children pupil pupils young people person youth boys girls boy girl baby
babies infants care looked leaver leavers students adults adult parents parent families family mothers fathers siblings
half male female white black asian mixed those victims residents
year years month months week weeks day days quarter stage
section sections key part parts chapter table tables figure figures priority priorities recommendation paragraph
paragraphs area areas action actions group groups annex appendix schedule regulation regulations article clause page
pages note step phase tier level band grade edition version target actual baseline total average number numbers red
amber green blue grey good outstanding inadequate complete overdue late case cases review reviews audit audits visit
visits ofsted board boards council councils city county service services team teams head heads police health social
staff post posts agency agencies deputy chief senior lead leads director chair work working together act plan plans
school schools academy academies college colleges nursery hospital trust centre centres home homes unit units office
north south east west central england wales nottingham asylum unaccompanied court courts forum panel committee
"""
# How words end that name groups and things: Adopters, Placements, Assessment.
ENDINGS = ("ers", "ors", "tion", "sion", "ment", "tions", "sions", "ments", "ings", "ship", "ships", "ees", "als",
           "ities", "ants", "ness")  # fmt: skip
# What services, duties and papers are called for short.
INITIALS = """
A&E AM ASW BME CAF CAMHS CCG CIC CIN CLA CP CPP CSE CYP DFE DSL DV DVA EH EHA EHC EHCP EU FGM GCSE GP HR HV ICPC ICT IFA
IRO IT KPI LA LAC LADO LAS LSCB MASH MP NEET NHS NSPCC PA PEP PLO PM PVI Q QA RAG RCPC SCR SDQ SEN SEND SGO SMART SW SWS
TAC TAF TAM TM UASC UK VSH YOS YOT
"""
_WORDS, _INITIALS = frozenset(WORDS.split()), frozenset(INITIALS.split())


def could_be_a_name(words: str) -> bool:
    """Whether words that begin with capitals could be the name of a child: none of them is known to mean a thing."""
    return not any(
        word.casefold() in _WORDS or word.removesuffix("s") in _INITIALS or word.casefold().endswith(ENDINGS)
        for word in words.split()
    )
