"""A name that nothing declares is found, and nothing else is."""

import pytest
from judges.vba_names import undeclared

from tdag_xl.vba.modules import Module, ModuleKind


def found(*sources, elsewhere=()):
    modules = [Module(f"M{n}", ModuleKind.STANDARD, source) for n, source in enumerate(sources, 1)]
    return undeclared(modules, elsewhere)


SOUND = """Attribute VB_Name = "M1"
Option Explicit
Public Const GREETING As String = "Hello"
Private Known As Boolean, Other As Long
' A comment may say anything.
Public Sub Greet(ByVal Name As String, Optional Times As Long)
    Dim Turn As Long
    #If Mac Then
    Undone = 1
    #End If
    For Turn = 1 To Times
        If Known Or Other > 0 Then GoTo Done
        Application.StatusBar = GREETING & ", ""dear"" " & _
            Replace(Name, "nothing", "is checked in a text")
    Next Turn
Done:
    MsgBox Prompt:=Named("x"), Title:=M1.GREETING ' or in a comment
End Sub
Private Function Named(Text As String) As String
    Named = Text & Elsewhere(Text)
End Function
"""


def test_all_names_of_a_sound_module_are_known_but_those_of_other_modules():
    assert found(SOUND) == ["M1.Greet: Undone", "M1.Named: Elsewhere"]
    other = "Public Undone As Long\nPublic Function Elsewhere(Text) As String\nEnd Function\n"
    assert found(SOUND, other) == []
    assert found(SOUND, elsewhere=["Undone", "ELSEWHERE"]) == []


@pytest.mark.parametrize(
    "line",
    [
        "Wrong = 1",
        "Call Wrong(1)",
        "X = Y + wrong",
        "If Not Wrong Then Exit Sub",
        'Y = "a" & Wrong & "b"',
        "Set X = Wrong.Y",
    ],
)
def test_a_name_that_nothing_declares_is_found_wherever_it_stands(line):
    code = f"Sub Try()\nDim X, Y\n{line}\nEnd Sub\n"
    assert [name.lower() for name in found(code)] == ["m1.try: wrong"]


def test_what_is_private_to_another_module_or_procedure_is_not_known():
    hidden = "Private Function Hidden()\nDim Inner\nInner = 1\nEnd Function\n"
    assert found("Sub Try()\nHidden\nInner = 1\nEnd Sub\n", hidden) == ["M1.Try: Hidden", "M1.Try: Inner"]
