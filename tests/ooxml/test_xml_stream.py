"""Elements are found while a part is read, however its bytes are divided, and what is wrong with it is told."""

import pytest

from tdag_xl.ooxml.xml_part import DamagedPartError
from tdag_xl.ooxml.xml_stream import events, first_element

PART = b'<a x="1"><b/><m:c xmlns:m="urn:m">text<b/></m:c></a>'


def pieces(data, size):
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.mark.parametrize("size", [1, 3, 99])
def test_each_element_of_the_names_starts_and_ends(size):
    found = [(event, element.tag) for event, element in events(pieces(PART, size), ("a", "{urn:m}c"))]
    assert found == [("start", "a"), ("start", "{urn:m}c"), ("end", "{urn:m}c"), ("end", "a")]


def test_the_shortest_part_has_its_element_too():
    assert [(event, element.tag) for event, element in events([b"<a/>"], ("a",))] == [("start", "a"), ("end", "a")]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<a><b></a>", "Opening and ending tag mismatch: b line 1 and a, line 1, column 11"),
        (b"<a>", "Premature end of data in tag a line 1, line 1, column 4"),
    ],
)
def test_a_part_that_is_not_well_formed_is_damaged(data, sentence):
    with pytest.raises(DamagedPartError) as damage:
        list(events([data], ("a",)))
    assert (damage.value.part, str(damage.value)) == ("", sentence)


@pytest.mark.parametrize("declaration", ["'secret'", "SYSTEM '{uri}'"])
def test_no_entity_is_put_in_and_no_file_is_opened(declaration, tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("secret")
    data = f"<!DOCTYPE a [<!ENTITY e {declaration.format(uri=path.as_uri())}>]><a>&e;</a>"
    (element,) = (element for event, element in events([data.encode()], ("a",)) if event == "end")
    assert "secret" not in "".join(element.itertext(tag="*"))


def test_no_declarations_are_read_from_another_file(tmp_path):
    path = tmp_path / "a.dtd"
    path.write_text("<!ELEMENT that is none")
    data = f"<!DOCTYPE a SYSTEM '{path.as_uri()}'><a/>"
    assert [event for event, _ in events([data.encode()], ("a",))] == ["start", "end"]


def test_the_first_element_is_found_with_its_attributes_and_nothing_behind_it_is_read():
    def chunks():
        yield PART[:20]
        pytest.fail("more was read than the first element needs")

    found = first_element(chunks())
    assert (found.tag, dict(found.items())) == ("a", {"x": "1"})


def test_the_first_element_of_a_name_may_stand_anywhere():
    assert first_element(pieces(PART, 5), ("{urn:m}c",)).tag == "{urn:m}c"
    assert first_element(pieces(PART, 5), ("d",)) is None


def test_what_is_wrong_far_behind_the_first_element_is_not_met():
    assert first_element([b"<a>" + b" " * 5000 + b"</b>"]).tag == "a"


def test_a_document_type_declaration_is_refused():
    with pytest.raises(DamagedPartError) as damage:
        first_element([b"<!DOCTYPE a><a/>"])
    sentence = "it has a document type declaration, which no part of a workbook may have"
    assert (damage.value.part, str(damage.value)) == ("", sentence)
