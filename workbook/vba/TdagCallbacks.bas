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
    If Problem = "" Then
        TdagTryFormulasAgain
        IsRunning = True
        On Error GoTo Done
        Application.StatusBar = TDAG_TITLE & ": Python starts ..."
        RunPython Command
    End If
Done:
    If Err.Number <> 0 Then Problem = Err.Description
    If IsRunning Then Application.StatusBar = False
    IsRunning = False
    If Problem <> "" Then MsgBox Problem, vbExclamation, TDAG_TITLE
End Sub
