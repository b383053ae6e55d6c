"""The seeds are the user's, byte for byte."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"

DIGESTS = {
    "000_0d7aad7cfa0080c0.txt": "601a07e7d09c6127e1f88fcc30f646aef3db00fb80d62d09dafaf77cc8fd2d04",
    "001_7664b4e7f6915ef9.txt": "6ad88de49670e1f42e05e3c992f5820a906df192c18d15f5ea1f86fe5914ac3e",
    "002_475e68448c0becbd.txt": "6fe288f192147382001762f32b30f760587c112bca4ec12af8c6cff4ca34a9fa",
    "003_6862d8f265db2093.txt": "9ba7cf0d424ef0542b7e89106ef984a0a389d73755f63e58999991c8e74e9281",
    "004_17456dd19e178cae.txt": "fca5abbda8996232d27e3e7bc960bb545c75ea40d4a811e8322b8b469e665fad",
}


def test_the_seeds_are_untouched() -> None:
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in SEEDS.iterdir()}
    assert found == DIGESTS
