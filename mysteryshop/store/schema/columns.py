"""How a column is written down: a number or a text that is needed, or one that may be missing."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import REAL, Column, Integer, LargeBinary, MetaData, Text, text

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Kind: TypeAlias = type[Integer] | type[Text] | type[REAL[float]] | type[LargeBinary]


def key() -> Column[int]:
    """The number of a row within this file."""
    return Column("key", Integer, primary_key=True)


def need(name: str, kind: Kind = Integer, default: str | None = None) -> Column[Any]:
    """A column that every row fills; `default` is SQL, for rows that were there before it."""
    return Column(name, kind, nullable=False, server_default=text(default) if default is not None else None)


def may(name: str, kind: Kind = Integer) -> Column[Any]:
    """A column that a row may leave empty."""
    return Column(name, kind)
