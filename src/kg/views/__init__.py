"""Corpus → pages and pictures."""
