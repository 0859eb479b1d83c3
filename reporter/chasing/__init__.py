"""Writing to the leads of actions before the data cut: to each about their own, with a workbook to fill in."""
