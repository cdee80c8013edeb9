"""What Qt has no way to do on X11: a window's class after it was made, and a key that is heard in any window.

A connection of its own to the X server, through libxcb: neither Qt's events nor its state are touched.
Where there is no X server (Wayland, Windows, macOS, offscreen) there is none of it, and `connect` says so.
"""

from __future__ import annotations

import ctypes
from typing import Any

from PySide6.QtCore import QKeyCombination, QObject, QSocketNotifier, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence

_REPLACE, _STRING, _BYTES = 0, 31, 8  # xcb_prop_mode_t, the atom STRING, bits of an item
_WM_CLASS = 67  # the predefined atom
_KEY_PRESS, _ASYNC = 2, 1
_NOTED = (
    *(f"_OB_APP_{what}" for what in ("TITLE", "CLASS", "NAME", "GROUP_CLASS", "GROUP_NAME")),  # openbox
    "_NET_WM_VISIBLE_NAME",
    "_NET_WM_VISIBLE_ICON_NAME",
)
_LOCKS = (0, 2, 16, 18)  # Caps Lock and Num Lock change nothing of what a key means
_MODIFIERS = (
    (Qt.KeyboardModifier.ShiftModifier, 1),
    (Qt.KeyboardModifier.ControlModifier, 4),
    (Qt.KeyboardModifier.AltModifier, 8),
    (Qt.KeyboardModifier.MetaModifier, 64),
)
_SYMBOLS = {  # keys that type nothing: X's keysyms
    Qt.Key.Key_Pause: 0xFF13,
    Qt.Key.Key_ScrollLock: 0xFF14,
    Qt.Key.Key_Home: 0xFF50,
    Qt.Key.Key_PageUp: 0xFF55,
    Qt.Key.Key_PageDown: 0xFF56,
    Qt.Key.Key_End: 0xFF57,
    Qt.Key.Key_Insert: 0xFF63,
    Qt.Key.Key_Menu: 0xFF67,
}
_F1, _F1_SYMBOL, _F_KEYS = int(Qt.Key.Key_F1), 0xFFBE, 35


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (("first", ctypes.POINTER(ctypes.c_uint32)), ("left", ctypes.c_int), ("index", ctypes.c_int))


class _Atom(ctypes.Structure):
    _fields_ = (("head", ctypes.c_uint32 * 2), ("atom", ctypes.c_uint32))


class XDisplay(QObject):
    """One connection to the X server; `keyPressed` when a key that was grabbed goes down, wherever the focus is."""

    keyPressed = Signal()

    def __init__(self, xcb: Any, symbols: Any, connection: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._xcb, self._connection = xcb, connection
        self._symbols, self._table = symbols, symbols.xcb_key_symbols_alloc(connection)
        setup = xcb.xcb_get_setup(connection)
        self._root = int(xcb.xcb_setup_roots_iterator(setup).first[0])
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = [ctypes.c_void_p]
        self._grabbed: list[tuple[int, int]] = []  # key code, modifiers
        self._notifier = QSocketNotifier(xcb.xcb_get_file_descriptor(connection), QSocketNotifier.Type.Read, self)
        self._notifier.setEnabled(False)
        self._notifier.activated.connect(lambda *_: self._read())

    @classmethod
    def connect_to(cls, parent: QObject | None = None) -> XDisplay | None:
        """The display that Qt shows windows on; None where that is no X server, or libxcb is not there."""
        if QGuiApplication.platformName() != "xcb":
            return None
        try:
            xcb, symbols = _declared(ctypes.CDLL("libxcb.so.1"), ctypes.CDLL("libxcb-keysyms.so.1"))
        except (OSError, AttributeError):
            return None
        connection = xcb.xcb_connect(None, None)
        if xcb.xcb_connection_has_error(connection):
            xcb.xcb_disconnect(connection)
            return None
        return cls(xcb, symbols, connection, parent)

    def wear(self, window: int, name: str) -> None:
        """Give a window that class: what taskbars, docks and window lists call its program."""
        label = name.encode()
        for atom, kind, data in (
            (_WM_CLASS, _STRING, label + b"\0" + label + b"\0"),
            (self._atom("_GTK_APPLICATION_ID"), self._atom("UTF8_STRING"), label),
            (self._atom("_KDE_NET_WM_DESKTOP_FILE"), self._atom("UTF8_STRING"), label),
        ):
            self._xcb.xcb_change_property(
                self._connection, _REPLACE, window, atom, kind, _BYTES, len(data), ctypes.c_char_p(data)
            )
        self._xcb.xcb_flush(self._connection)

    def erase_notes(self, window: int) -> None:
        """Take away what window managers noted of a window's earlier title and class."""
        for name in _NOTED:
            self._xcb.xcb_delete_property(self._connection, window, self._atom(name))
        self._xcb.xcb_flush(self._connection)

    def grab(self, sequence: QKeySequence) -> bool:
        """Hear that key in any window; False where it types text, is not on the keyboard, or another program has it."""
        self.release()
        wanted = grabbable(sequence)
        if wanted is None:
            return False
        symbol, modifiers = wanted
        codes = self._codes(symbol)
        free = bool(codes) and all(self._grab(code, modifiers | lock) for code in codes for lock in _LOCKS)
        if not free:
            self.release()
        self._notifier.setEnabled(free)
        return free

    def release(self) -> None:
        """Hear no key any more."""
        self._notifier.setEnabled(False)
        for code, modifiers in self._grabbed:
            self._xcb.xcb_ungrab_key(self._connection, code, self._root, modifiers)
        self._grabbed.clear()
        self._xcb.xcb_flush(self._connection)

    def close(self) -> None:
        """Leave the server."""
        if self._connection:
            self.release()
            self._symbols.xcb_key_symbols_free(self._table)
            self._xcb.xcb_disconnect(self._connection)
            self._connection = 0

    def _grab(self, code: int, modifiers: int) -> bool:
        cookie = self._xcb.xcb_grab_key_checked(
            self._connection, 1, self._root, modifiers, code, _ASYNC, _ASYNC
        )  # 1: also while one of our own windows has the keyboard
        refused = self._xcb.xcb_request_check(self._connection, cookie)
        if refused:
            self._free(refused)
            return False
        self._grabbed.append((code, modifiers))
        return True

    def _codes(self, symbol: int) -> list[int]:
        found = self._symbols.xcb_key_symbols_get_keycode(self._table, symbol)
        codes: list[int] = []
        while found and found[len(codes)]:
            codes.append(int(found[len(codes)]))
        if found:
            self._free(found)
        return codes

    def _atom(self, name: str) -> int:
        cookie = self._xcb.xcb_intern_atom(self._connection, 0, len(name), name.encode())
        reply = self._xcb.xcb_intern_atom_reply(self._connection, cookie, None)
        atom = int(reply.contents.atom) if reply else 0
        self._free(reply)
        return atom

    def _read(self) -> None:
        pressed = False
        while event := self._xcb.xcb_poll_for_event(self._connection):
            pressed = pressed or event[0] & 0x7F == _KEY_PRESS
            self._free(event)
        if self._xcb.xcb_connection_has_error(self._connection):
            self._notifier.setEnabled(False)
        if pressed:
            self.keyPressed.emit()


def grabbable(sequence: QKeySequence) -> tuple[int, int] | None:
    """The key's X symbol and modifiers; None for keys that people type with, which must not be taken from them."""
    if sequence.count() != 1:
        return None
    pressed: QKeyCombination = sequence[0]  # type: ignore[index]  # PySide6 leaves it out of its annotations
    modifiers = sum(bit for modifier, bit in _MODIFIERS if pressed.keyboardModifiers() & modifier)
    key = pressed.key()
    if 0 <= int(key) - _F1 < _F_KEYS:
        return _F1_SYMBOL + int(key) - _F1, modifiers
    if key in _SYMBOLS:
        return _SYMBOLS[key], modifiers
    if modifiers & ~1 and 0x20 <= int(key) < 0x7F:
        return ord(chr(int(key)).lower()), modifiers
    return None


def _declared(xcb: Any, symbols: Any) -> tuple[Any, Any]:
    """The libraries with the types of what is called of them."""
    pointer, byte, short, word = ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32
    events = ctypes.POINTER(ctypes.c_uint8)
    calls: tuple[tuple[Any, str, Any, tuple[Any, ...]], ...] = (
        (xcb, "xcb_connect", pointer, (ctypes.c_char_p, pointer)),
        (xcb, "xcb_connection_has_error", ctypes.c_int, (pointer,)),
        (xcb, "xcb_disconnect", None, (pointer,)),
        (xcb, "xcb_get_setup", pointer, (pointer,)),
        (xcb, "xcb_setup_roots_iterator", _Screens, (pointer,)),
        (xcb, "xcb_get_file_descriptor", ctypes.c_int, (pointer,)),
        (xcb, "xcb_intern_atom", _Cookie, (pointer, byte, short, ctypes.c_char_p)),
        (xcb, "xcb_intern_atom_reply", ctypes.POINTER(_Atom), (pointer, _Cookie, pointer)),
        (xcb, "xcb_change_property", _Cookie, (pointer, byte, word, word, word, byte, word, pointer)),
        (xcb, "xcb_delete_property", _Cookie, (pointer, word, word)),
        (xcb, "xcb_grab_key_checked", _Cookie, (pointer, byte, word, short, byte, byte, byte)),
        (xcb, "xcb_ungrab_key", _Cookie, (pointer, byte, word, short)),
        (xcb, "xcb_request_check", pointer, (pointer, _Cookie)),
        (xcb, "xcb_poll_for_event", events, (pointer,)),
        (xcb, "xcb_flush", ctypes.c_int, (pointer,)),
        (symbols, "xcb_key_symbols_alloc", pointer, (pointer,)),
        (symbols, "xcb_key_symbols_free", None, (pointer,)),
        (symbols, "xcb_key_symbols_get_keycode", events, (pointer, word)),
    )
    for library, name, result, arguments in calls:
        call = getattr(library, name)
        call.restype, call.argtypes = result, arguments
    return xcb, symbols
