"""The outside world's tables, read as text, checked, and turned into the domain's records.

`plan.load_plan` reads a whole plan; pandas, which is slow to import, reads the workbook of a board's own tables and
nothing else. `calendar.load_meetings` reads the meeting calendar alone, because every run needs it to find out that
nothing is due. A tracker with headings of its own belongs between `tables` (what stands in the file) and `records`
(what it means): another way to fill the same tables.
"""
