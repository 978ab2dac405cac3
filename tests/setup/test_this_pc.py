"""What Windows' registry and streams say, read from a made registry; elsewhere, what is known without them."""

import sys
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath
from types import ModuleType

import pytest
from setup.made_pc import program_file, trusted

from tdag_xl.setup.examination import State
from tdag_xl.setup.machine import Excel, MacroSettings
from tdag_xl.setup.trust_checks import trusting
from tdag_xl.setup.windows import ThisMachine
from tdag_xl.setup.workbook_checks import place

USER, COMPUTER = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"
OFFICE = r"Software\Microsoft\Office\16.0"
POLICY = r"Software\Policies\Microsoft\Office\16.0"
TRUSTED = r"Excel\Security\Trusted Locations"
CLICK_TO_RUN = r"Software\Microsoft\Office\ClickToRun\Configuration"
PROGRAM = r"Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"


class SharePath(PureWindowsPath):
    """A path on Windows, absolute already."""

    def absolute(self):
        return self


@pytest.fixture
def registry(monkeypatch):
    """A registry to fill: (hive, key) → {name: value}; neither case counts."""
    keys = {}
    winreg = ModuleType("winreg")
    winreg.KEY_READ, winreg.KEY_WOW64_64KEY = 0x20019, 0x100
    winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE = USER, COMPUTER

    def folded(hive, key):
        return hive, key.lower()

    @contextmanager
    def opened(hive, key, reserved, access):
        assert (reserved, access) == (0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY)
        known = {folded(*place) for place in keys}
        if not any(name == hive and f"{path}\\".startswith(f"{key.lower()}\\") for name, path in known):
            raise FileNotFoundError(2, "The system cannot find the file specified")
        yield hive, key

    def values(handle):
        return {
            name.lower(): value
            for place, found in keys.items()
            if folded(*place) == folded(*handle)
            for name, value in found.items()
        }

    def query(handle, name):
        if name.lower() not in values(handle):
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return values(handle)[name.lower()], 1

    def below(handle):
        start = f"{handle[1]}\\"
        return sorted(
            {key[len(start) :].split("\\")[0] for hive, key in keys if hive == handle[0] and key.startswith(start)}
        )

    winreg.OpenKey, winreg.QueryValueEx = opened, query
    winreg.QueryInfoKey = lambda handle: (len(below(handle)), 0, 0)
    winreg.EnumKey = lambda handle, number: below(handle)[number]
    monkeypatch.setitem(sys.modules, "winreg", winreg)
    monkeypatch.setattr("tdag_xl.setup.registry.sys.platform", "win32")
    return keys


def test_without_a_registry_there_is_no_excel_and_macros_are_as_by_default():
    assert (ThisMachine().excel(), ThisMachine().macro_settings()) == (None, MacroSettings())
    assert ThisMachine().code_page is None
    assert ThisMachine().python.executable == Path(sys.executable)


def test_an_empty_registry_says_the_same(registry):
    assert (ThisMachine().excel(), ThisMachine().macro_settings()) == (None, MacroSettings())


@pytest.mark.parametrize(("installed_for", "bits"), [("x64", 64), ("x86", 32), ("arm64", 64)])
def test_click_to_run_tells_excels_bits(registry, installed_for, bits):
    registry[COMPUTER, PROGRAM] = {"": r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"}
    registry[COMPUTER, CLICK_TO_RUN] = {"Platform": installed_for, "VersionToReport": "16.0.17928.20156"}
    assert ThisMachine().excel() == Excel("16.0.17928.20156", bits)


def test_office_without_excel_is_no_excel(registry):
    registry[COMPUTER, CLICK_TO_RUN] = {"Platform": "x64"}
    assert ThisMachine().excel() is None


def test_an_excel_installed_otherwise_tells_its_bits_by_its_program(registry, tmp_path):
    program = tmp_path / "EXCEL.EXE"
    program.write_bytes(program_file(32))
    registry[COMPUTER, PROGRAM] = {"": f'"{program}"'}
    assert ThisMachine().excel() == Excel("of unknown version", 32)


def test_trusted_locations_come_from_the_user_the_computer_and_policies(registry):
    registry[USER, rf"{OFFICE}\{TRUSTED}\Location0"] = {"Path": r"C:\Mine", "AllowSubFolders": 1}
    registry[COMPUTER, rf"{OFFICE}\{TRUSTED}\Location1"] = {"Path": r"C:\Program Files\Templates"}
    registry[USER, rf"{POLICY}\{TRUSTED}\Location5"] = {"Path": r"\\server\tdag", "AllowSubFolders": 0}
    registry[USER, rf"{OFFICE}\{TRUSTED}\Location7"] = {"Description": "no path"}
    assert ThisMachine().macro_settings().locations == trusted(
        (r"\\server\tdag", False), (r"C:\Mine", True), (r"C:\Program Files\Templates", False)
    )


def test_a_policy_can_leave_only_its_own_locations(registry):
    registry[USER, rf"{OFFICE}\{TRUSTED}\Location0"] = {"Path": r"C:\Mine"}
    registry[USER, rf"{POLICY}\{TRUSTED}\Location0"] = {"Path": r"C:\Theirs"}
    registry[USER, rf"{POLICY}\Common\Security\Trusted Locations"] = {"Allow User Locations": 0}
    assert ThisMachine().macro_settings().locations == trusted((r"C:\Theirs", False))


def test_a_policy_goes_before_the_users_choice(registry):
    registry[USER, rf"{OFFICE}\Excel\Security"] = {"VBAWarnings": 1}
    assert ThisMachine().macro_settings() == MacroSettings(warnings=1)
    registry[USER, rf"{POLICY}\excel\security"] = {"vbawarnings": 3, "blockcontentexecutionfrominternet": 0}
    registry[USER, rf"{OFFICE}\{TRUSTED}"] = {"AllLocationsDisabled": 0, "AllowNetworkLocations": 1}
    registry[USER, rf"{POLICY}\{TRUSTED}"] = {"AllLocationsDisabled": 1}
    assert ThisMachine().macro_settings() == MacroSettings(
        warnings=3, by_policy=True, blocks_internet=False, locations_allowed=False, network_locations=True
    )


def test_synchronized_folders_come_from_the_environment_and_the_sync_engine(registry, monkeypatch):
    monkeypatch.setenv("OneDrive", r"C:\Users\Ana\OneDrive")
    registry[USER, r"Software\SyncEngines\Providers\OneDrive\1a2b"] = {"MountPoint": r"C:\Users\Ana\ITU\TDAG"}
    assert ThisMachine().synced_folders() == (r"C:\Users\Ana\ITU\TDAG", r"C:\Users\Ana\OneDrive")


@pytest.mark.parametrize(
    ("mark", "zone"),
    [
        (b"[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://itu.int/\r\n", 3),
        (b"[ZoneTransfer]\nzoneid = 1", 1),
        (b"", None),
        (None, None),
    ],
)
def test_the_mark_of_the_web_is_read_from_the_stream(tmp_path, monkeypatch, mark, zone):
    monkeypatch.setattr(ThisMachine, "system", "Windows")
    if mark is not None:
        (tmp_path / "TDAG.xlsm:Zone.Identifier").write_bytes(mark)
    assert ThisMachine().zone(tmp_path / "TDAG.xlsm") == zone


def test_elsewhere_a_file_has_no_mark(tmp_path):
    (tmp_path / "TDAG.xlsm:Zone.Identifier").write_bytes(b"[ZoneTransfer]\nZoneId=3")
    assert ThisMachine().zone(tmp_path / "TDAG.xlsm") is None


def test_a_share_is_trusted_only_where_the_network_is():
    workbook = SharePath(r"\\server\tdag\2023\TDAG.xlsm")
    settings = MacroSettings(locations=trusted((r"\\SERVER\tdag", True)))
    assert trusting(workbook, settings, {}) is None
    allowed = MacroSettings(locations=settings.locations, network_locations=True)
    assert trusting(workbook, allowed, {}) == settings.locations[0]


def test_a_share_is_a_warning():
    class Examined:
        """What the check asks for."""

        machine = ThisMachine()

    answer = place(Examined(), SharePath(r"\\server\tdag\TDAG.xlsm"))
    assert (answer.state, r"\\server\tdag" in answer.found) == (State.WARNING, True)
