"""What a column of a tracker may say: our own names for it, whatever the tracker calls it."""

from enum import StrEnum


class TrackerField(StrEnum):
    """The meaning of a column; `config.toml` and the headings of trackers may use these names."""

    REF = "ref"
    AREA = "area"
    AREA_FOR_IMPROVEMENT = "area for improvement"
    PARAGRAPH = "paragraph"
    CAUSE = "cause"
    ANSWERS = "answers"
    ACTION = "action"
    INTENDED_OUTCOME = "intended outcome"
    SUCCESS_MEASURE = "success measure"
    BASELINE = "baseline"
    TARGET = "target"
    LEAD = "lead"
    PARTNER_AGENCY = "partner agency"
    SUB_GROUP = "sub-group"
    START = "start"
    DUE = "due"
    REVISED_DUE = "revised due"
    APPROVED_BY = "approved by"
    STATUS = "status"
    PROGRESS = "progress"
    COMMENTARY = "commentary"
    UPDATED = "updated"
    COMPLETED = "completed"
    LEAD_RATING = "lead rating"
    EVIDENCE_OF_IMPACT = "evidence of impact"
    VERIFIED_BY = "verified by"
    VOICE = "voice of the child"
    REMOVAL_REASON = "removal reason"
    IGNORE = "ignore"

    __hash__ = str.__hash__  # as equal as the text is: that of Enum is another, and slow
