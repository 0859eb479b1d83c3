"""Somebody who notices: the operator hears when something is wrong, monitoring sees each run, logs keep each event.

Nothing here may keep a paper from being made or a letter from being sent, and nothing quotes the plan or an address.
"""
