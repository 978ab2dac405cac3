Attribute VB_Name = "Probe"
' Sets the scene for a test, and says in words what a function gave.
Option Explicit

' What the user's settings and those beside the workbook name as interpreter, and the files that are there.
Public Function SetUp(User As String, Beside As String, There As String) As String
    UserInterpreter = User
    FolderInterpreter = Beside
    Files = There
    SetUp = "set up"
End Function

Public Function LetFail(What As String) As String
    Select Case What
        Case "settings": SettingsFail = True
        Case "server": ServerFails = True
        Case "kept server": ServersEnded = True
        Case "command": CommandFails = True
        Case "python": CommandIsKilled = True
    End Select
    LetFail = What & " will fail"
End Function

Public Function LetUserClickMeanwhile() As String
    ClickDuringCommand = True
    LetUserClickMeanwhile = "will click"
End Function

Public Function Counted() As String
    Counted = FilesAsked & " files asked for, " & ServersStarted & " servers started"
End Function

Public Function CommandsRun() As String
    CommandsRun = "commands: " & Commands
End Function

Public Function Shown() As String
    Shown = "shown:" & ShownTexts
End Function

Public Function Folders() As String
    Folders = "folders:" & FoldersAndServers
End Function

Public Function Problem() As String
    Problem = "problem: " & TdagButtonsProblem()
End Function

Public Function LeftAs() As String
    LeftAs = "events " & Application.EnableEvents & ", calculation " & Application.Calculation
End Function

Public Function Version() As String
    Version = TDAG_VERSION
End Function

Public Function Described() As String
    TdagDescribeFormulas ThisWorkbook
    Described = "described"
End Function

' The shape and the values, each with its type.
Public Function InWords(Value As Variant) As String
    Dim R As Long, C As Long, Last As Long
    If Not IsArray(Value) Then
        InWords = CellInWords(Value)
        Exit Function
    End If
    Last = -1
    On Error Resume Next
    Last = UBound(Value, 2)
    On Error GoTo 0
    For R = LBound(Value, 1) To UBound(Value, 1)
        If Last = -1 Then
            InWords = InWords & "[" & CellInWords(Value(R)) & "]"
        Else
            For C = LBound(Value, 2) To Last
                InWords = InWords & "[" & CellInWords(Value(R, C)) & "]"
            Next C
            InWords = InWords & ";"
        End If
    Next R
End Function

Private Function CellInWords(Value As Variant) As String
    If IsError(Value) Then
        CellInWords = "Error " & CLng(Value)
    Else
        CellInWords = TypeName(Value) & " " & Value
    End If
End Function
