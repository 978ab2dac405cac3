"""Commands of LibreOffice's menus that its interface has no other way to give, and whether they are ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tdag_xl.libreoffice import bridge

if TYPE_CHECKING:
    from tdag_xl.libreoffice.office import Office

GRIDLINES = ".uno:ToggleSheetGrid"
"""Shows or hides the lines between the cells of the active sheet; other sheets stay as they are."""


def put_tick(office: Office, controller: Any, command: str, *, ticked: bool) -> None:
    """Give a command of the window that is ticked or not, where it is not as it should be."""
    if is_ticked(office, controller, command) != ticked:
        helper = office.service("com.sun.star.frame.DispatchHelper")
        helper.executeDispatch(controller.Frame, command, "", 0, ())


def is_ticked(office: Office, controller: Any, command: str) -> bool:
    """Whether the menu shows a tick at a command of the window."""
    parser = office.service("com.sun.star.util.URLTransformer")
    _, url = parser.parseStrict(bridge.struct("util.URL", Complete=command))
    target, listener = controller.Frame.queryDispatch(url, "_self", 0), _Listener()
    target.addStatusListener(listener, url)
    target.removeStatusListener(listener, url)
    return bool(listener.state)


class _Listener:
    """Hears the state of a command, as a listener of UNO (com.sun.star.frame.XStatusListener)."""

    state: Any = None

    def getTypes(self) -> tuple[Any, ...]:  # noqa: N802 - UNO's name
        return (bridge.uno().getTypeByName("com.sun.star.frame.XStatusListener"),)

    def getImplementationId(self) -> Any:  # noqa: N802 - UNO's name
        return bridge.uno().ByteSequence(b"")

    def statusChanged(self, event: Any) -> None:  # noqa: N802 - UNO's name
        self.state = event.State

    def disposing(self, event: Any) -> None:
        """Nothing is held that the window's end would concern."""
