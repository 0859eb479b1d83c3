"""An empty tracker to start from: a workbook that guides whoever fills it in, and reads back as it was filled."""
