Attribute VB_Name = "xlwings"
' Stands in for xlwings' module: settings and files are what a test says, and every call is written down.
Option Explicit

Public Const XLWINGS_VERSION As String = "9.8.7"

Public UserInterpreter As String
Public FolderInterpreter As String
Public SettingsFail As Boolean
Public Files As String
Public FilesAsked As Long
Public ServersStarted As Long
Public ServerFails As Boolean
Public ServersEnded As Boolean
Public Commands As String
Public CommandFails As Boolean
Public ClickDuringCommand As Boolean
Public CommandIsKilled As Boolean
Public ShownTexts As String
Public FoldersAndServers As String

Function GetConfig(configKey As String, Optional default As String = "", Optional source As String = "") As Variant
    If SettingsFail Then Err.Raise 457, Description:="a key stands twice"
    If configKey <> "INTERPRETER_WIN" Then Err.Raise 5, Description:="no test speaks of " & configKey
    GetConfig = UserInterpreter
    If source = "" And FolderInterpreter <> "" Then GetConfig = FolderInterpreter
End Function

Function FileExists(ByVal FileSpec As String) As Boolean
    FilesAsked = FilesAsked + 1
    FileExists = InStr("|" & Files & "|", "|" & FileSpec & "|") > 0
    On Error Resume Next ' as xlwings does, which leaves the error behind
    If Not FileExists Then Err.Raise 53, Description:="File not found"
End Function

Function ParentFolder(ByVal Folder)
    ParentFolder = Left$(Folder, InStrRev(Folder, "\") - 1)
End Function

Function XLPy()
    ServersStarted = ServersStarted + 1
    FoldersAndServers = FoldersAndServers & "|server"
    If ServerFails Then Err.Raise 1000, Description:="no server in two minutes"
    Set XLPy = New StubServer
End Function

Public Function RunPython(PythonCommand As String)
    Commands = Commands & PythonCommand & "|"
    If ClickDuringCommand Then TdagRefresh Nothing
    If CommandIsKilled Then Application.EnableEvents = False
    If CommandIsKilled Then Application.Calculation = xlCalculationManual
    If CommandFails Then Err.Raise 70, Description:="the program is blocked"
End Function

' In place of Excel's status bar and of MsgBox, which nobody sees where the tests run.
Public Sub ShowInStatusBar(Text As Variant)
    ShownTexts = ShownTexts & "|bar " & Text
End Sub

Public Sub ShowBox(Text As String, Buttons As Long, Title As String)
    ShownTexts = ShownTexts & "|box " & Title & ": " & Text
End Sub

' In place of ChDrive and ChDir: where the tests run there are no such folders.
Public Sub GoToFolder(Folder As String)
    FoldersAndServers = FoldersAndServers & "|" & Folder
End Sub
