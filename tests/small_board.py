"""A board small enough to print in a moment, with the grades that the sample does not show.

Its papers go out without a draft, on the day on which they are due and with what was recorded by the end of it.
"""

from collections.abc import Callable
from pathlib import Path

CONFIG = """
[boards.{board}]
name = "A Board"
place = "Town"
plan = "data/{board}"
classification = "OFFICIAL-SENSITIVE"

[boards.{board}.inspection]
name = "An inspection"
first_day = 2014-03-11
last_day = 2014-04-02

[boards.{board}.calendar]
data_cut = 0
draft = 0
sign_off = 0

[boards.{board}.papers.board-paper]
title = "A paper"
issue = "automatic"
author = "An author"
lead_officer = "A lead"
contact = "board@example.org"
"""
TABLES = {
    "areas": "ref,title,judged,judgement\n1,First,the first area,good\n2,Second,the second area,outstanding\n"
    "3,Third,the third area,inadequate\n",
    "areas_for_improvement": "ref,area,text\n1a,1,A weakness.\n",
    "actions": "ref,area,answers,text,lead,start,due\n1-01,1,1a,Do it.,A lead,01/09/2014,31/12/2015\n",
    "updates": "action,date,author,status,progress,commentary\n1-01,01/03/2015,A lead,in progress,50%,Half way.\n",
    "meetings": "date,papers due,status\n18/02/2015,10/02/2015,held\n25/03/2015,17/03/2015,planned\n"
    "22/04/2015,14/04/2015,planned\n",
}
WriteBoard = Callable[..., Path]
