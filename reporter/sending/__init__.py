"""Sending what was queued: each parcel once, its state recorded before and after each step.

A letter is `sending` from just before its text goes out until the server has answered. A run that is killed in between
leaves it so, and the next run calls it `unknown`: it may have arrived, so only a person sends it again.
"""
