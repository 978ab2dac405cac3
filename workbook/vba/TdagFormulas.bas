Attribute VB_Name = "TdagFormulas"
' The custom formulas. All from the first Public on is generated from their registry.
Option Explicit

Private Server As Object

' What Python gives for the arguments: a value or an array, with true Excel errors in place of their marks.
' #N/A where this PC cannot run it; #VALUE! where Python fails, and the status bar says how.
Private Function TdagResult(Formula As String, Arguments As Variant) As Variant
    Dim IsKept As Boolean, Given As Variant
    TdagResult = CVErr(xlErrNA)
    If Not TdagFormulasReady() Then Exit Function
    On Error Resume Next
    Do
        Err.Clear
        ' The server is kept: XLPy reads all settings anew, from cells and files, each time.
        IsKept = Not Server Is Nothing
        If Not IsKept Then StartServer
        If Server Is Nothing Then Exit Function
        Err.Clear
        Given = Server.CallUDF("tdag_udfs.excel", Formula, Arguments, ThisWorkbook, Application.Caller)
        If Err.Number = 0 Then
            TdagResult = WithErrors(Given)
            Exit Function
        End If
        Set Server = Nothing
    Loop While IsKept ' it may have ended meanwhile: a new one is asked once
    TdagSay Formula & ": " & Err.Description
    TdagResult = CVErr(xlErrValue)
End Function

' Starts Python in the folder of its own program. It imports from the folder it is started in, and Excel's is the one
' from which a file was opened last: what lies beside a workbook must not run.
Private Sub StartServer()
    Dim Folder As String, Reason As String
    On Error Resume Next
    Folder = CurDir()
    ChDrive TdagPythonFolder()
    ChDir TdagPythonFolder()
    Err.Clear
    Set Server = XLPy()
    Reason = Err.Description
    ChDrive Folder
    ChDir Folder
    If Server Is Nothing Then TdagStopFormulas Reason
End Sub

Private Function WithErrors(ByVal Values As Variant) As Variant
    Dim Row As Long, Column As Long
    If Not IsArray(Values) Then
        Values = WithError(Values)
    ElseIf HasColumns(Values) Then
        For Row = LBound(Values, 1) To UBound(Values, 1)
            For Column = LBound(Values, 2) To UBound(Values, 2)
                Values(Row, Column) = WithError(Values(Row, Column))
            Next Column
        Next Row
    Else
        For Column = LBound(Values) To UBound(Values)
            Values(Column) = WithError(Values(Column))
        Next Column
    End If
    WithErrors = Values
End Function

Private Function HasColumns(Values As Variant) As Boolean
    Dim Last As Long
    On Error GoTo OneDimension
    Last = UBound(Values, 2)
    HasColumns = True
OneDimension:
    Err.Clear ' it would outlive the function, and be taken for an error of the caller
End Function

' The value, or the error that a text of the mark U+E000 and a number stands for.
Private Function WithError(Value As Variant) As Variant
    WithError = Value
    If VarType(Value) <> vbString Then Exit Function
    If Left$(Value, 1) = ChrW$(57344) Then WithError = CVErr(CLng(Mid$(Value, 2)))
End Function

Private Sub Describe(Book As Workbook, Formula As String, Category As String, Description As String, _
        Arguments As Variant)
    Application.MacroOptions Macro:="'" & Replace(Book.Name, "'", "''") & "'!" & Formula, Category:=Category, _
        Description:=Description, ArgumentDescriptions:=Arguments
End Sub
