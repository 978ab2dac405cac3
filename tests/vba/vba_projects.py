"""Projects to write, projects as other programs write them, and olevba, which reads both."""

import struct
import warnings
import zipfile

import hypothesis.strategies as st

from tdag_xl.vba.compound_writer import compound_file
from tdag_xl.vba.compression import compressed
from tdag_xl.vba.identifiers import is_identifier
from tdag_xl.vba.modules import OFFICE, STDOLE, Module, ModuleKind, Project

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what it imports is deprecated here and there
    from oletools.olevba import VBA_Parser

NO_CACHE = bytes.fromhex("CC61FFFF000000")
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
VBA_PROJECT = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


def module(name, body="", kind=ModuleKind.STANDARD):
    return Module(name, kind, f'Attribute VB_Name = "{name}"\r\n{body}')


def project(*modules, name="TdagPartnerships"):
    return Project(name, modules, (STDOLE, OFFICE))


def modules_by_olevba(data, name="vbaProject.bin"):
    """The text of every module by its file name, as olevba has it."""
    parser = VBA_Parser(name, data=data)
    try:
        return {file: text for _, _, file, text in parser.extract_macros()} if parser.detect_vba_macros() else {}
    finally:
        parser.close()


def projects():
    """Strategy: projects that Excel would take, of any number of modules, some as long as sectors and chunks."""
    first, later = st.sampled_from("AbéÖŸ"), st.text("aB7_éÿ", max_size=30)
    names = st.builds(str.__add__, first, later).filter(is_identifier)
    lines = st.text(st.characters(codec="cp1252", exclude_characters="\r\n"), max_size=80)
    pages = st.lists(lines, max_size=30).map(lambda found: "".join(f"{line}\r\n" for line in found))
    texts = st.builds(str.__mul__, pages, _TIMES)
    kinds = st.sampled_from([ModuleKind.STANDARD, ModuleKind.CLASS, ModuleKind.DOCUMENT])
    modules = st.lists(st.builds(module, names, texts, kinds), max_size=120, unique_by=lambda m: m.name.lower())
    return modules.map(lambda found: project(*found))


_TIMES = st.sampled_from([1, 1, 1, 7, 64, 300])


def foreign_project(modules, *, code_page=1252, unicode=True, cache=b"", references=b"", kinds="", **stated):
    """The bytes of a project as another program might write it: `modules` by name, their text in the code page.

    `unicode`: whether names stand in UTF-16 too; `cache`: what stands before each text; `references`: records of the
    dir stream; `kinds`: lines of PROJECT. `stated` is what the dir stream says against the truth: stated_page,
    stated_count, stated_offset, stated_stream, stated_names.
    """
    codec = f"cp{code_page}"
    head = [(1, _long(1)), (0x4A, _long(3)), (2, _long(0x409)), (0x14, _long(0x409))]
    head += [(3, _short(stated.get("stated_page", code_page))), (4, b"VBAProject"), (5, b""), (0x40, b"")]
    head += [(6, b""), (0x3D, b""), (7, _long(0)), (8, _long(0))]
    version = struct.pack("<HLLH", 9, 4, 1, 2)
    body = [(0x0F, _short(stated.get("stated_count", len(modules)))), (0x13, _short(0x8581))]
    for name in modules:
        title, stream = stated.get("stated_names", {}).get(name, name), stated.get("stated_stream", name)
        body += [(0x19, title.encode(codec)), *([(0x47, title.encode("utf-16-le"))] if unicode else [])]
        body += [(0x1A, stream.encode(codec)), (0x32, stream.encode("utf-16-le") if unicode else b"")]
        body += [(0x1C, b""), (0x48, b""), (0x31, _long(stated.get("stated_offset", len(cache))))]
        body += [(0x1E, _long(0)), (0x2C, _short(0x56A9))]
        body += [(0x21 if f"Module={name}" in kinds or not kinds else 0x22, b""), (0x25, b""), (0x28, b""), (0x2B, b"")]
    listing = records(head) + version + records([(0x0C, b""), (0x3C, b"")]) + references + records([*body, (0x10, b"")])
    texts = {name: cache + compressed(text.encode(codec)) for name, text in modules.items()}
    vba = {"dir": compressed(listing), "_VBA_PROJECT": NO_CACHE, **texts}
    return compound_file({"PROJECT": kinds.encode(codec), "VBA": vba})


def records(pairs):
    """Records of a dir stream: each an id and its data."""
    return b"".join(struct.pack("<HL", kind, len(data)) + data for kind, data in pairs)


def _long(number):
    return number.to_bytes(4, "little")


def _short(number):
    return number.to_bytes(2, "little")


def package(path, vba, *, main="xl/workbook.xml", part="xl/vbaProject.bin"):
    """The least package that has a workbook part, related to a VBA project where one is given."""
    folder, _, name = main.rpartition("/")
    related = "" if vba is None else _relationship(VBA_PROJECT, f"/{part}")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        )
        archive.writestr(
            "_rels/.rels", _relationships(f'<Relationship Id="r1" Type="{OFFICE_DOCUMENT}" Target="{main}"/>')
        )
        archive.writestr(main, b"")
        archive.writestr(f"{folder}/_rels/{name}.rels", _relationships(related))
        if vba is not None:
            archive.writestr(part, vba)
    return path


def _relationships(edges):
    return f'<Relationships xmlns="{RELATIONSHIPS}">{edges}</Relationships>'


def _relationship(kind, target):
    return f'<Relationship Id="r1" Type="{kind}" Target="{target}"/>'
