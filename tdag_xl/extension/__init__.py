"""The extension of LibreOffice Calc: the formulas, the menu and the toolbar Partnerships, packed into one file."""
