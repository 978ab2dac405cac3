"""`python -m tdag_xl` is `tdag-xl`.

Python puts the folder that it is started in before all others. It is taken out again: it may be the workbook's, and a
module beside a workbook must not take the place of one that we import.
"""

import sys

if not sys.flags.safe_path:
    del sys.path[0]

from tdag_xl.cli import main

main()
