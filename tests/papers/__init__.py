"""Tests of what each paper says, sentence by sentence."""
