"""An xlwings engine for LibreOffice Calc; see README.md beside this file."""

from tdag_xl.libreoffice.engine import NAME, registered

__all__ = ["NAME", "registered"]
