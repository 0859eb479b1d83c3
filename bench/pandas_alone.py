"""The sheet in pandas and nothing more. Usage: python -m bench.pandas_alone FILE."""

import sys

import pandas as pd

if __name__ == "__main__":
    pd.read_excel(sys.argv[1], engine="calamine")
