"""The papers on disk: what exists, putting a finished paper in its place, and one run at a time."""
