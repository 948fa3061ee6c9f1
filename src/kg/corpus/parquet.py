"""Provisions as a Parquet table: one row each, the same columns and types in every shard."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any, Final

from kg.corpus.shelf import missing

#: Column → type, in the order of the table. An empty slot is null.
COLUMNS: Final = {
    "id": "string", "document": "string", "document_id": "string", "title": "string", "issuer": "string",
    "date": "string", "language": "string", "path": "strings", "page": "int32", "paragraph": "int32",
    "start": "int64", "end": "int64", "sentence": "string", "modality": "string", "polarity": "string",
    **{
        f"{slot}{part}": kind
        for slot in (
            "actor", "deontic", "action", "object", "recipient", "attribution", "purpose", "consequence"
        )
        for part, kind in (("", "string"), ("_start", "int64"), ("_end", "int64"), ("_implied", "bool"))
    },
    "predicate": "string", "conditions": "strings", "constraints": "strings", "rule": "string",
    "confidence": "float64",
}  # fmt: skip


def parquet(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The rows as a Parquet file; keys that are no column are left out. The same rows, the same bytes."""
    try:
        import pyarrow
        from pyarrow import parquet as files
    except ImportError as error:
        raise missing("pyarrow") from error
    types = {"strings": pyarrow.list_(pyarrow.string()), "bool": pyarrow.bool_()}
    kinds = {name: types.get(kind) or getattr(pyarrow, kind)() for name, kind in COLUMNS.items()}
    held = [{name: _clean(row.get(name)) for name in COLUMNS} for row in rows]
    columns = {name: pyarrow.array([row[name] for row in held], type=kind) for name, kind in kinds.items()}
    buffer = io.BytesIO()
    files.write_table(pyarrow.table(columns), buffer, compression="zstd")
    return buffer.getvalue()


def _clean(value: Any) -> Any:
    """Parquet's strings are UTF-8, which has no lone surrogates: the replacement character stands for them."""
    if isinstance(value, str):
        return value if value.isascii() else "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in value)
    return [_clean(part) for part in value] if isinstance(value, list) else value
