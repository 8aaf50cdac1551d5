"""Weights as bytes, in the format safetensors with tensors of float32."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def encode(tensors: Mapping[str, ArrayLike]) -> bytes:
    """The bytes of arrays by name, of any shape; they are converted to float32."""
    header: dict[str, Any] = {}
    parts = []
    offset = 0
    for name in sorted(tensors):
        array = np.ascontiguousarray(tensors[name], dtype="<f4")
        header[name] = {
            "dtype": "F32",
            "shape": list(np.shape(tensors[name])),
            "data_offsets": [offset, offset + array.nbytes],
        }
        parts.append(array.tobytes())
        offset += array.nbytes
    text = json.dumps(header).encode("utf-8")
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(parts)


def decode(contents: Any) -> dict[str, NDArray[np.float32]]:
    """Arrays by name, float32, writable."""
    contents = bytes(contents)
    (length,) = struct.unpack_from("<Q", contents)
    header = json.loads(contents[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        if entry["dtype"] != "F32":
            raise ValueError(f"tensor {name} has type {entry['dtype']}, only F32 can be read")
        start, end = entry["data_offsets"]
        data = np.frombuffer(contents, "<f4", (end - start) // 4, 8 + length + start)
        tensors[name] = data.reshape(entry["shape"]).copy()
    return tensors
