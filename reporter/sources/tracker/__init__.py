"""Trackers: spreadsheets with a layout, headings and spellings of their own, read into rows of our tables.

Start at `gathering`: each sheet is laid out (`layout`, `header`, `headings`, `kinds`), its rows are read value by value
(`row`, `state`, `dates`, `words`, `leads`, `diary`, `refs`), and what they say fills our tables (`filling`, `areas`,
`weaknesses`).
"""
