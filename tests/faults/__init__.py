"""Crash safety, proven: runs are killed, or refused by the disk, at every step; nothing may be lost. See `make faults`.

`steps` counts what a run does to the world outside and strikes at a chosen step; `warm` runs commands so; `scenarios`
says which; `checks` looks for losses; `sweep`, `moments` and `disks` are the three ways to strike.
"""
