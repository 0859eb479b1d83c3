"""What must not be printed, for it could identify somebody."""

from enum import StrEnum


class PersonalData(StrEnum):
    """The kinds of personal data that free text is screened for."""

    NHS_NUMBER = "NHS number"
    UPN = "UPN"
    DATE_OF_BIRTH = "date of birth"
    POSTCODE = "postcode"
    EMAIL = "email address"
    PHONE = "phone number"
    CHILD = "child's name beside an age"
