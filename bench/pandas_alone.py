"""The sheet in pandas and nothing more. Usage: python -m bench.pandas_alone FILE ENGINE."""

import sys
from typing import Literal, cast

import pandas as pd

Engine = Literal["openpyxl", "calamine"]

if __name__ == "__main__":
    pd.read_excel(sys.argv[1], engine=cast("Engine", sys.argv[2]))
