"""Files of exchange rates as staff download or keep them: told apart by what they hold, never by their name."""

from tdag_xl.rate_files.rate_file import Absence, FileFormat, FileRate, Flaw, RateFile
from tdag_xl.rate_files.reading import read_rate_file

__all__ = ["Absence", "FileFormat", "FileRate", "Flaw", "RateFile", "read_rate_file"]
