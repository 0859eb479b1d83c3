"""What the trade knows, and nothing else: no file, no clock, no network, no table library."""
