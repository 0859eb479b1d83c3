"""Files and databases into grids of text, within limits: whatever the format, from here on it is rows of text.

Start at `sheets` (spreadsheets of any format) or `query` (databases); the calendar reads CSV by `text` alone.
"""
