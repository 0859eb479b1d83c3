"""reporter turns a safeguarding board's improvement plan into board papers.

A scheduler, cron or a secretary asks for what is due; the plan is read and checked, each action is rated, each paper is
composed, laid out and proved conformant, and only then put in its place, never over an older edition.

Start reading at pipeline.py.
"""

__version__ = "0.1.0"
