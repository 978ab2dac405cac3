"""`python -m tdag_xl` is `tdag-xl`."""

from tdag_xl.cli import main

main()
