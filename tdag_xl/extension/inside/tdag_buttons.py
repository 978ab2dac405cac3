"""The buttons of the menu and toolbar Partnerships, as LibreOffice calls them.

A click starts a process of the user's own Python and opens a door for it: a pipe with a name that nobody can guess,
and behind it the office, for who knows the key. The process is told both on its input. The door closes when it ends.
"""

from __future__ import annotations

import os
import sys
import threading
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import tdag_start
import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.bridge import XInstanceProvider
from com.sun.star.frame import FeatureStateEvent, XDispatch, XDispatchProvider
from com.sun.star.lang import XInitialization, XServiceInfo
from com.sun.star.uno import Exception as UnoException

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Sequence

IMPLEMENTATION = "tdag_xl.Buttons"
SERVICE = "com.sun.star.frame.ProtocolHandler"
PROTOCOL = "vnd.tdag-xl:"
TITLE = "Partnerships"

_OK = 1
"""com.sun.star.awt.MessageBoxButtons.BUTTONS_OK."""


class Buttons(unohelper.Base, XInitialization, XServiceInfo, XDispatchProvider, XDispatch):
    """What a click on a button of one window leads to."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._frame: Any = None

    def initialize(self, arguments: Sequence[Any]) -> None:
        """Know the window."""
        self._frame = arguments[0] if arguments else None

    def queryDispatch(self, url: Any, target: str, flags: int) -> Any:
        """Itself, for the addresses of the buttons."""
        return self if url.Complete.startswith(PROTOCOL) else None

    def queryDispatches(self, requests: Sequence[Any]) -> tuple[Any, ...]:
        """The same, for several."""
        return tuple(self.queryDispatch(one.FeatureURL, one.FrameName, one.SearchFlags) for one in requests)

    def addStatusListener(self, listener: Any, url: Any) -> None:
        """Tell at once that the button can be used in a workbook; what is lacking there, a click says in a sentence."""
        listener.statusChanged(FeatureStateEvent(self, url, "", self._workbook() is not None, False, None))

    def removeStatusListener(self, listener: Any, url: Any) -> None:
        """Nothing is kept of it."""

    def dispatch(self, url: Any, arguments: Sequence[Any]) -> None:
        """Start what the button does; LibreOffice goes on meanwhile."""
        workbook = self._workbook()
        if workbook is None:
            return
        waiting = self._frame.createStatusIndicator()
        waiting.start(f"{TITLE}: Python starts …", 0)
        door = _Door(self._context, waiting.end)
        door.open()
        try:
            told = {**door.address, "pid": os.getpid(), "document": workbook.RuntimeUID}
            process = tdag_start.started(url.Complete[len(PROTOCOL) :], told)
        except tdag_start.NotReadyError as problem:
            door.close()
            self._tell(str(problem))
            return
        threading.Thread(target=self._watch, args=(process, door, workbook), daemon=True).start()

    def _watch(self, process: subprocess.Popen[bytes], door: _Door, workbook: Any) -> None:
        try:
            problem = tdag_start.last_words(process)
        finally:
            door.close()
        if problem:
            with suppress(UnoException):  # the workbook was closed meanwhile
                while workbook.hasControllersLocked():  # a Python that was killed left the window still
                    workbook.unlockControllers()
            main_thread = _service(self._context, "com.sun.star.awt.AsyncCallback")
            main_thread.addCallback(_Callback(lambda: self._tell(problem)), None)

    def _workbook(self) -> Any:
        controller = self._frame.Controller if self._frame is not None else None
        model = controller.Model if controller is not None else None
        is_workbook = model is not None and model.supportsService("com.sun.star.sheet.SpreadsheetDocument")
        return model if is_workbook else None

    def _tell(self, text: str) -> None:
        toolkit = _service(self._context, "com.sun.star.awt.Toolkit")
        kind = unohelper.uno.Enum("com.sun.star.awt.MessageBoxType", "WARNINGBOX")
        box = toolkit.createMessageBox(self._frame.ContainerWindow, kind, _OK, TITLE, text)
        box.execute()
        box.dispose()

    def getImplementationName(self) -> str:
        """The name of this class for UNO."""
        return IMPLEMENTATION

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        """What it is for UNO."""
        return (SERVICE,)

    def supportsService(self, name: str) -> bool:
        """Whether it is that."""
        return name == SERVICE


class _Door(unohelper.Base, XInstanceProvider):
    """Lets those in who know the key: a pipe of LibreOffice's is open to every user of the machine."""

    def __init__(self, context: Any, at_the_end_of_waiting: Callable[[], None]) -> None:
        self._context = context
        self._end_waiting = at_the_end_of_waiting
        self._key = uuid.uuid4().hex
        self._pipe = f"pipe,name=tdag{uuid.uuid4().hex}"
        self._acceptor = _service(context, "com.sun.star.connection.Acceptor")
        self._bridges: list[Any] = []
        self._is_closed = False

    @property
    def address(self) -> dict[str, object]:
        """Where it is, and the key."""
        return {"address": self._pipe, "key": self._key}

    def getInstance(self, name: str) -> Any:
        """The office, for the key."""
        if name != self._key:
            return None
        self._end_waiting()
        return self._context

    def open(self) -> None:
        """Wait at the pipe, in a thread."""
        threading.Thread(target=self._let_in, daemon=True).start()

    def _let_in(self) -> None:
        factory = _service(self._context, "com.sun.star.bridge.BridgeFactory")
        try:
            while not self._is_closed:
                connection = self._acceptor.accept(self._pipe)
                if connection is not None:
                    self._bridges.append(factory.createBridge("", "urp", connection, self))
        except UnoException as error:
            sys.stderr.write(f"{TITLE}: no way in for the process of the button: {error}\n")

    def close(self) -> None:
        """Wait no longer, and send away who came in."""
        self._is_closed = True
        self._end_waiting()
        self._acceptor.stopAccepting()
        for bridge in self._bridges:
            with suppress(UnoException):  # it went by itself
                bridge.dispose()


class _Callback(unohelper.Base, XCallback):
    def __init__(self, function: Callable[[], None]) -> None:
        self._function = function

    def notify(self, data: Any) -> None:
        self._function()


def _service(context: Any, name: str) -> Any:
    return context.ServiceManager.createInstanceWithContext(name, context)


g_ImplementationHelper = unohelper.ImplementationHelper()  # what LibreOffice looks for
g_ImplementationHelper.addImplementation(Buttons, IMPLEMENTATION, (SERVICE,))
