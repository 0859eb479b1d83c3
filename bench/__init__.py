"""Speed and memory, measured as whole processes and told as ratios within one run: `make bench`."""
