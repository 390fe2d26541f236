import os
import subprocess
import sys

from ._program import find_ltt


def main() -> int:
    program = find_ltt()
    if os.name == "nt":  # there `exec` starts a second process and ends this one, and the shell does not wait
        return subprocess.run([program, *sys.argv[1:]]).returncode
    os.execv(program, [program, *sys.argv[1:]])
    return 1


if __name__ == "__main__":
    sys.exit(main())
