"""Registers in files: folders of Parquet and CSV files and DuckDB databases, read as the tables the domain receives."""
