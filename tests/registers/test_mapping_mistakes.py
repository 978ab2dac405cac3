"""Whatever is wrong with a mapping is told in a sentence, with its place, and nothing is written."""

from __future__ import annotations

import pytest
from case_files import cases
from registers.conftest import flows
from test_cli import run

from tdag_xl.errors import MappingError
from tdag_xl.registers.mapping import mapping_file
from tdag_xl.registers.mapping.mapping_file import LARGEST, read_mapping_file


@cases("mappings")
def test_a_mistake(tmp_path, case):
    folder = flows(tmp_path)
    path = tmp_path / "mapping.toml"
    path.write_text(case["mapping"], "utf-8")
    done = run("summarize", folder, "--mapping", path, "--output", tmp_path / "new.xlsx")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"Error: {tmp_path}")
    for told in case["told"]:
        assert told in done.stderr
    assert not (tmp_path / "new.xlsx").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe[\x00", "line 1: the text is not UTF-8. Save it as UTF-8."),
        (b"a = 1\nb = '\xe9'\n", "line 2: the text is not UTF-8"),
        (b"a = " + b"[" * 100_000, "its lists stand too deep in one another"),
        (b"\0", "this is no readable TOML"),
        (b"#" * (LARGEST + 1), "it is larger than 1 MB"),
        (None, "No such file or directory"),
    ],
)
def test_a_file_that_is_no_mapping(tmp_path, content, told):
    path = tmp_path / "mapping.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MappingError) as caught:
        read_mapping_file(path)
    assert str(caught.value).startswith(str(path))
    assert told in str(caught.value)


def test_a_folder_is_no_mapping(tmp_path):
    with pytest.raises(MappingError, match="it is a folder or a device, not a file"):
        read_mapping_file(tmp_path)


def test_a_mapping_may_begin_with_a_byte_order_mark_and_end_its_lines_as_windows_does(tmp_path):
    path = tmp_path / "mapping.toml"
    path.write_bytes(b'\xef\xbb\xbf[agreements]\r\nRef = "id"\r\n')
    file = read_mapping_file(path)
    assert file.data == {"agreements": {"Ref": "id"}}
    assert "line 2:" in str(file.error(("agreements", "Ref"), "x."))


@pytest.mark.parametrize(
    ("text", "keys", "line"),
    [
        ('[a]\n# Ref = 1\nNote = "Ref"\nRef = "x"\n', ("a", "Ref"), 4),
        ('[a]\nRef = "x"\n[b]\nRef = "y"\n', ("a", "Ref"), 2),
        ('[a]\nRef = "x"\n[b]\nRef = "y"\n', ("b", "Ref"), 4),
        ('[a]\nNote = """\nRef = 1\n"""\nRef = "x"\n', ("a", "Ref"), 5),
        ('[a]\nlist = [\n  "Ref",\n]\nwhere.Ref = 1\n', ("a", "where", "Ref"), 5),
        ('a = { Ref = "x" }\n', ("a", "Ref"), 1),
        ('[a]\n"R\\u0065f" = "x"\n', ("a", "Ref"), None),
        ("[a]\n", ("a", "Ref"), None),
    ],
)
def test_the_line_of_a_key_is_where_it_gets_its_value(tmp_path, text, keys, line):
    file = mapping_file.MappingFile(tmp_path, text, mapping_file.tomllib.loads(text))
    told = str(file.error(keys, "it is wrong."))
    assert told == f"{tmp_path}{f', line {line}' if line else ''}: it is wrong. Nothing was changed."
