"""What can go wrong between xlwings and LibreOffice, each a sentence."""

from __future__ import annotations


class LibreOfficeError(Exception):
    """Something that LibreOffice refused or could not do."""


class NotInstalledError(LibreOfficeError):
    """LibreOffice, or its bridge to this Python, is not on this machine."""


class StartError(LibreOfficeError):
    """LibreOffice did not start, or did not answer."""


class GoneError(LibreOfficeError):
    """LibreOffice ended, crashed or was killed, or the workbook was closed, while it was needed."""


class FileRefusedError(LibreOfficeError):
    """A file that cannot be opened or saved: missing, open elsewhere, damaged, protected by a password."""


class RefusedError(LibreOfficeError):
    """What Excel would refuse, or LibreOffice did: a bad name, a text too long, a table in the way."""


class NotSupportedError(LibreOfficeError, NotImplementedError):
    """A member of xlwings that this engine has not got. xlwings and its users expect NotImplementedError."""
