"""`python -m tests.nu [DIR]`: exit code 1 when the checker finds anything, 2 when it cannot run."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.nu.checker import NuError, check, files


def main(folder: str = "public") -> int:
    """Checks a folder and says what was found."""
    try:
        paths = files(Path(folder))
        found = check(paths)
    except NuError as error:
        print(error, file=sys.stderr)
        return 2
    for line in found:
        print(line)
    print(f"{len(paths)} files checked: {len(found) or 'nothing'} found.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
