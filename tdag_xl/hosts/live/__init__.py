"""A workbook that is open in an application, through xlwings' public interface: `host` puts the others to work."""
