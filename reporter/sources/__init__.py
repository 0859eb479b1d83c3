"""The outside world's tables, read as text, checked, and turned into the domain's records.

`plan.load_plan` reads a whole plan through pandas; `calendar.load_meetings` reads the meeting calendar alone, without
pandas, because every run needs it to find out that nothing is due. A tracker with headings of its own belongs
between `tables` (what stands in the file) and `records` (what it means): another way to fill the same tables.
"""
