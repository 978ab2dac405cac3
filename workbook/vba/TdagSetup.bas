Attribute VB_Name = "TdagSetup"
' Whether this PC is set up for the buttons and for the formulas, and what to do where it is not.
Option Explicit
Option Private Module

Public Const TDAG_VERSION As String = "{version}"
Public Const TDAG_TITLE As String = "Partnerships"

Private Const TO_DO As String = "Run  tdag-xl install  on the command line; tdag-xl doctor says more."

Private FormulasChecked As Boolean
Private FormulasProblem As String
Private Said As String

' Why the buttons cannot run, as a sentence; blank where they can. Looks anew each time.
Public Function TdagButtonsProblem() As String
    On Error GoTo Unreadable
    #If Mac Then
        TdagButtonsProblem = "This needs Excel for Windows. On a Mac, close the workbook and run  tdag-xl refresh  on it."
    #Else
        If IsChartSheet() Then
            TdagButtonsProblem = "A chart fills this sheet. Select a sheet that has cells, then click again."
        Else
            TdagButtonsProblem = InterpreterProblem()
        End If
    #End If
    Exit Function
Unreadable:
    TdagButtonsProblem = "The settings of xlwings cannot be read (" & Err.Description & "). " & TO_DO
End Function

' Whether the formulas can run. Looks once, since every cell asks; the status bar says why not.
Public Function TdagFormulasReady() As Boolean
    If Not FormulasChecked Then
        FormulasChecked = Not IsChartSheet()
        FormulasProblem = TdagButtonsProblem()
        If FormulasProblem = "" Then FormulasProblem = DllProblem()
        If FormulasProblem <> "" Then TdagSay FormulasProblem
    End If
    TdagFormulasReady = (FormulasProblem = "")
End Function

Public Function TdagPythonFolder() As String
    TdagPythonFolder = ParentFolder(GetConfig("INTERPRETER_WIN"))
End Function

' Lets no formula try again: each cell would wait up to two minutes for a server that does not start.
Public Sub TdagStopFormulas(Reason As String)
    FormulasChecked = True
    FormulasProblem = "Python did not start (" & Reason & "). " & TO_DO
    TdagSay FormulasProblem
End Sub

' Lets the formulas try again at the next calculation, where they could not run.
Public Sub TdagTryFormulasAgain()
    If FormulasProblem <> "" Then FormulasChecked = False
    TdagSayNothing
End Sub

' Says a sentence about the formulas in the status bar, once.
Public Sub TdagSay(Sentence As String)
    If Sentence = Said Then Exit Sub
    Said = Sentence
    On Error Resume Next
    Application.StatusBar = Left$("Formulas TDAG_...: " & Replace(Replace(Sentence, vbCr, ""), vbLf, " "), 250)
End Sub

Public Sub TdagSayNothing()
    If Said = "" Then Exit Sub
    Said = ""
    On Error Resume Next
    Application.StatusBar = False
End Sub

' Whether the active sheet has no cells: xlwings' unqualified Range fails there, with which it reads its settings.
Private Function IsChartSheet() As Boolean
    IsChartSheet = (TypeName(Application.ActiveSheet) = "Chart")
End Function

' Which program runs is for the user's own settings to say, not for a file that came with the workbook.
Private Function InterpreterProblem() As String
    Dim Interpreter As String
    Interpreter = GetConfig("INTERPRETER_WIN", "", "user")
    If GetConfig("INTERPRETER_WIN") <> Interpreter Then
        InterpreterProblem = "A file xlwings.conf in the workbook's folder, or its sheet xlwings.conf, sets " & _
            "INTERPRETER_WIN and so names a program to run. Take that line out, or move the workbook elsewhere."
    ElseIf Interpreter = "" Then
        InterpreterProblem = "This PC is not set up for it. " & TO_DO
    ElseIf InStr(Interpreter, "\") = 0 Or Not xlwings.FileExists(Interpreter) Then
        InterpreterProblem = "The Python of the set-up is not there (" & Interpreter & "). " & TO_DO
    End If
End Function

' Looks where XLPyLoadDLL of xlwings looks: beside the interpreter, then one folder up.
Private Function DllProblem() As String
    Dim Dll As String, Folder As String
    #If Win64 Then
        Dll = "xlwings64-" & XLWINGS_VERSION & ".dll"
    #Else
        Dll = "xlwings32-" & XLWINGS_VERSION & ".dll"
    #End If
    On Error GoTo NotThere
    Folder = TdagPythonFolder()
    If xlwings.FileExists(Folder & "\" & Dll) Then Exit Function
    If xlwings.FileExists(ParentFolder(Folder) & "\" & Dll) Then Exit Function
NotThere:
    DllProblem = Dll & " is not beside the Python of the set-up. " & TO_DO
End Function
