"""The workbook that a lead gets to answer in: its sheet, and what its columns are called."""

from collections.abc import Mapping

from reporter.domain.tracker import TrackerField as Field

SHEET = "Your actions"
ASKED, LAST_SAID = "What we ask for", "What was said last"

# Every column in its order, and what it means to whoever reads the workbook that comes back.
MEANINGS: Mapping[str, Field] = {
    "Ref": Field.REF,
    "Action": Field.ACTION,
    ASKED: Field.IGNORE,
    LAST_SAID: Field.IGNORE,
    "Status": Field.STATUS,
    "Progress": Field.PROGRESS,
    "Update": Field.COMMENTARY,
    "Updated": Field.UPDATED,
    "Due": Field.DUE,
    "Revised due": Field.REVISED_DUE,
    "Completed": Field.COMPLETED,
    "Evidence of impact": Field.EVIDENCE_OF_IMPACT,
    "Success measure": Field.SUCCESS_MEASURE,
    "Intended outcome": Field.INTENDED_OUTCOME,
    "Lead": Field.LEAD,
}
