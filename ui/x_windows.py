"""Where the windows of all programs lie on an X server: what Qt does not say, asked through libxcb.

Where there is no X server there are none, and nothing is asked.
"""

from __future__ import annotations

import ctypes
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

_VIEWABLE = 2
_LEAST = 40  # pixels: less is no window that somebody means


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (("first", ctypes.POINTER(ctypes.c_uint32)), ("left", ctypes.c_int), ("index", ctypes.c_int))


class _Tree(ctypes.Structure):
    _fields_ = (("head", ctypes.c_uint32 * 4), ("count", ctypes.c_uint16))


class _Place(ctypes.Structure):
    _fields_ = (
        ("head", ctypes.c_uint32 * 3),
        ("x", ctypes.c_int16),
        ("y", ctypes.c_int16),
        ("width", ctypes.c_uint16),
        ("height", ctypes.c_uint16),
    )


class _State(ctypes.Structure):
    _fields_ = (
        ("head", ctypes.c_uint32 * 3),
        ("kind", ctypes.c_uint16),
        ("gravity", ctypes.c_uint8 * 2),
        ("planes", ctypes.c_uint32 * 2),
        ("under", ctypes.c_uint8 * 2),
        ("map_state", ctypes.c_uint8),
    )


def window_places() -> tuple[QRect, ...]:
    """The visible windows with their frames, the topmost first, in pixels of the desktop; none without an X server."""
    if QGuiApplication.platformName() != "xcb":
        return ()
    try:
        xcb = _declared(ctypes.CDLL("libxcb.so.1"))
    except (OSError, AttributeError):
        return ()
    connection = xcb.xcb_connect(None, None)
    try:
        return () if xcb.xcb_connection_has_error(connection) else _places(xcb, connection)
    finally:
        xcb.xcb_disconnect(connection)


def _places(xcb: Any, connection: int) -> tuple[QRect, ...]:
    free = ctypes.CDLL(None).free
    free.argtypes = [ctypes.c_void_p]
    root = int(xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(connection)).first[0])
    tree = xcb.xcb_query_tree_reply(connection, xcb.xcb_query_tree(connection, root), None)
    if not tree:
        return ()
    children = xcb.xcb_query_tree_children(tree)
    found = [_place(xcb, connection, int(children[n]), free) for n in range(tree.contents.count)]
    free(tree)
    return tuple(rect for rect in reversed(found) if rect is not None)


def _place(xcb: Any, connection: int, window: int, free: Any) -> QRect | None:
    state = xcb.xcb_get_window_attributes_reply(
        connection, xcb.xcb_get_window_attributes(connection, window), None
    )  # gone since it was listed: none
    visible = bool(state) and state.contents.map_state == _VIEWABLE
    free(state)
    reply = xcb.xcb_get_geometry_reply(connection, xcb.xcb_get_geometry(connection, window), None) if visible else None
    if not reply:
        return None
    place = reply.contents
    rect = QRect(place.x, place.y, place.width, place.height)
    free(reply)
    return rect if min(rect.width(), rect.height()) >= _LEAST else None


def _declared(xcb: Any) -> Any:
    """The library with the types of what is called of it."""
    pointer, word = ctypes.c_void_p, ctypes.c_uint32
    calls: tuple[tuple[str, Any, tuple[Any, ...]], ...] = (
        ("xcb_connect", pointer, (ctypes.c_char_p, pointer)),
        ("xcb_connection_has_error", ctypes.c_int, (pointer,)),
        ("xcb_disconnect", None, (pointer,)),
        ("xcb_get_setup", pointer, (pointer,)),
        ("xcb_setup_roots_iterator", _Screens, (pointer,)),
        ("xcb_query_tree", _Cookie, (pointer, word)),
        ("xcb_query_tree_reply", ctypes.POINTER(_Tree), (pointer, _Cookie, pointer)),
        ("xcb_query_tree_children", ctypes.POINTER(word), (ctypes.POINTER(_Tree),)),
        ("xcb_get_window_attributes", _Cookie, (pointer, word)),
        ("xcb_get_window_attributes_reply", ctypes.POINTER(_State), (pointer, _Cookie, pointer)),
        ("xcb_get_geometry", _Cookie, (pointer, word)),
        ("xcb_get_geometry_reply", ctypes.POINTER(_Place), (pointer, _Cookie, pointer)),
    )
    for name, result, arguments in calls:
        call = getattr(xcb, name)
        call.restype, call.argtypes = result, arguments
    return xcb
