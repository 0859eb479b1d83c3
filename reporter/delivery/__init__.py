"""Handing things over: letters to a mail server, copies to folders. Nothing is decided here, and nothing recorded."""
