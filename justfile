# `just` alone runs what must pass before a change lands.
default: lint types layers test

lint:
    ruff check
    ruff format --check

types:
    mypy

layers:
    lint-imports

test:
    pytest -n 2

# Build the committed workbook again from its text sources.
workbook:
    tdag-xl new workbook/TDAG_Partnerships.xlsm --force

# Change the code in small ways, one at a time, and list the changes that no test sees.
mutation:
    mutmut run --max-children 1
    mutmut results

# Time and memory beside the peers, in one run.
benchmark:
    python -m benchmarks.refresh
    python -m benchmarks.growth
    python -m benchmarks.start
    python -m benchmarks.formulas
    python -m benchmarks.libreoffice_blocks
    python -m benchmarks.libreoffice_formulas
