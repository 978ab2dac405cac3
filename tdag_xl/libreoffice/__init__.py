"""An xlwings engine for LibreOffice Calc; see README.md beside this file."""

from tdag_xl.libreoffice.engine import NAME, attached, registered, started

__all__ = ["NAME", "attached", "registered", "started"]
