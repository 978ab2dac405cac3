"""Registers made from files of another form: a mapping names their tables, columns and codes."""
