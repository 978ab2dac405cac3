"""What runs inside LibreOffice, in its own Python (3.8 or later): the standard library and UNO alone."""
