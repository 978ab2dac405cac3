Attribute VB_Name = "TdagCallbacks"
' The buttons of the ribbon.
Option Explicit

Private IsRunning As Boolean

Public Sub TdagRefresh(control As IRibbonControl)
    RunButton "from tdag_xl import ribbon; ribbon.refresh()"
End Sub

Public Sub TdagCheck(control As IRibbonControl)
    RunButton "from tdag_xl import ribbon; ribbon.check()"
End Sub

Public Sub TdagShowAgreements(control As IRibbonControl)
    RunButton "from tdag_xl import ribbon; ribbon.show_agreements()"
End Sub

Public Sub TdagUndo(control As IRibbonControl)
    RunButton "from tdag_xl import ribbon; ribbon.undo()"
End Sub

Public Sub TdagReport(control As IRibbonControl)
    RunButton "from tdag_xl import ribbon; ribbon.report()"
End Sub

Public Sub TdagImportRates(control As IRibbonControl)
    RunButton "from tdag_xl import ribbon; ribbon.import_rates()"
End Sub

Public Sub TdagAbout(control As IRibbonControl)
    RunButton "from tdag_xl import ribbon; ribbon.about()"
End Sub

Private Sub RunButton(Command As String)
    Dim Problem As String
    If IsRunning Then
        MsgBox "One moment: the button that you clicked before is still at work.", vbInformation, TDAG_TITLE
        Exit Sub
    End If
    Problem = TdagButtonsProblem()
    If Problem = "" Then Problem = ProblemOf(Command)
    If Problem <> "" Then MsgBox Problem, vbExclamation, TDAG_TITLE
End Sub

' Runs the command; why it could not be started, blank where it was.
Private Function ProblemOf(Command As String) As String
    Dim Events As Boolean, Calculation As Long
    On Error GoTo Failed
    TdagTryFormulasAgain
    Events = Application.EnableEvents
    Calculation = Application.Calculation
    IsRunning = True
    Application.StatusBar = TDAG_TITLE & ": Python starts ..."
    RunPython Command
Ended:
    On Error Resume Next
    ' Python puts back what it sets, but not where it was ended from outside.
    If IsRunning And Application.EnableEvents <> Events Then Application.EnableEvents = Events
    If IsRunning And Application.Calculation <> Calculation Then Application.Calculation = Calculation
    If IsRunning Then Application.StatusBar = False
    IsRunning = False
    Exit Function
Failed:
    ProblemOf = Err.Description
    Resume Ended
End Function
