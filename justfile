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
    pytest -n 3

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

# Collect the sentences of documents again, and put the new ones into every catalogue.
catalogues:
    pybabel extract -k Sentence -k counted:1,2 --no-location --sort-output -o build/documents.pot tdag_xl/documents tdag_xl/sheets tdag_xl/sentences.py tdag_xl/languages
    for code in ar es fr ru zh; do pybabel update --ignore-obsolete --no-fuzzy-matching --ignore-pot-creation-date -w 110 -i build/documents.pot -l $code -o tdag_xl/languages/catalogues/$code.po; done
