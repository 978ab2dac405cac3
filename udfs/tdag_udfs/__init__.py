"""The custom formulas TDAG_*: standard library only, so that Excel's server and LibreOffice alike load them at once."""
