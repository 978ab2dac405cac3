"""Writes documents as one self-contained web page."""
