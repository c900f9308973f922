"""Build `src/pipeline/data/syllables.txt.gz` from CMUdict's own file.

    python .github/scripts/make_syllables.py cmudict.dict src/pipeline/data/syllables.txt.gz

`cmudict.dict` is Carnegie Mellon's pronouncing dictionary, under its BSD licence; the notice is in
`src/pipeline/data/CMUDICT-LICENSE.txt` and travels with the table. The program itself never needs
this script: it is run by hand when the dictionary is renewed, and the result is committed.

What comes out is one line for each number of syllables, from 0 up: line `n` holds the words of `n`
syllables, sorted, with blanks between. A phone that ends in a stress digit is a syllable, and the
first pronunciation of a word is the one that counts: this is how textstat reads the dictionary.
The same input gives the same bytes, wherever the same zlib is used.
"""

from __future__ import annotations

import gzip
import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path

_OTHER_APOSTROPHE = re.compile(r"'(?!t|s|d|ve|ll|re)")
_REACHABLE = re.compile(r"[a-z']+")


def table(lines: Iterable[str]) -> list[list[str]]:
    """The words of each syllable count, in the form in which textstat looks them up.

    textstat strips a word of hyphens, full stops and every apostrophe that does not stand before
    `t`, `s`, `d`, `ve`, `ll` or `re`. So `o'clock` is entered as `oclock`, unless the dictionary
    has that word anyway, and what no look-up can reach (`able-bodied`, `a.m.`) is left out.
    """
    exact: dict[str, int] = {}
    stripped: dict[str, int] = {}
    for line in lines:
        word, *phones = line.partition("#")[0].split()
        if _REACHABLE.fullmatch(word):
            key = _OTHER_APOSTROPHE.sub("", word)
            syllables = sum(phone[-1].isdigit() for phone in phones)
            (exact if key == word else stripped).setdefault(key, syllables)
    counts = stripped | exact
    rows: list[list[str]] = [[] for _ in range(max(counts.values(), default=0) + 1)]
    for word in sorted(counts):
        rows[counts[word]].append(word)
    return rows


def packed(rows: Iterable[Iterable[str]]) -> bytes:
    """The rows as gzip, without a time or a file name in the header."""
    text = "".join(" ".join(row) + "\n" for row in rows)
    target = io.BytesIO()
    with gzip.GzipFile("", "wb", compresslevel=9, fileobj=target, mtime=0) as archive:
        archive.write(text.encode("ascii"))
    return target.getvalue()


def main(source: str, target: str) -> None:
    """Read `source`, write `target`."""
    rows = table(Path(source).read_text(encoding="utf-8").splitlines())
    Path(target).write_bytes(packed(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
