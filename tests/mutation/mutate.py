#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Do the tests of the value layer notice a bug in it?

Plants each bug of edits.txt in a copy of the ranges' arithmetic, builds the
brute-force test with it and runs that. A bug that the test passes has
survived. Prints how many were caught; fails below the share wanted.

    mutate.py [--only N] [--jobs N] [--share PERCENT]
"""
import argparse
import concurrent.futures
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = ["arithmetic.c", "builder.c", "range.c", "refine.c", "region.c"]


def read_edits():
    edits = []
    path = pathlib.Path(__file__).with_name("edits.txt")
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        name, rest = line.split(": ", 1)
        before, after = (text.replace("\\n", "\n")
                         for text in rest.split(" => ", 1))
        source = (ROOT / "checker/value" / name).read_text()
        if source.count(before) != 1:
            sys.exit(f"edits.txt:{number}: {before!r} stands "
                     f"{source.count(before)} times in {name}")
        edits.append((name, before, after))
    return edits


def flags():
    asked = subprocess.run(["pkg-config", "--cflags", "--libs", "glib-2.0"],
                           capture_output=True, text=True, check=True)
    return shlex.split(asked.stdout)


def survives(edit):
    """Does the test pass with the bug in?"""
    with tempfile.TemporaryDirectory(prefix="kmcheck-mutation-") as folder:
        sources = []
        for name in FILES:
            copy = pathlib.Path(folder) / name
            shutil.copy(ROOT / "checker/value" / name, copy)
            if edit and edit[0] == name:
                copy.write_text(copy.read_text().replace(edit[1], edit[2]))
            sources.append(str(copy))
        program = f"{folder}/test-range"
        subprocess.run(["gcc", "-std=gnu11", "-D_GNU_SOURCE", "-O1", "-w",
                        f"-I{ROOT}/checker", "-o", program, *sources,
                        f"{ROOT}/tests/unit/test-range.c", *flags()],
                       check=True)
        try:
            return subprocess.run([program], timeout=300,
                                  stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL).returncode == 0
        except subprocess.TimeoutExpired:
            return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", type=int)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--share", type=float, default=95)
    options = parser.parse_args()
    edits = read_edits()
    if options.only is not None:
        edits = [edits[options.only - 1]]
    if not survives(None):
        sys.exit("the test fails without any bug")
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(survives, edits))
    for edit, survived in zip(edits, results):
        if survived:
            print("# survived:", *map(repr, edit))
    caught = results.count(False)
    share = 100 * caught / len(edits)
    print(f"# {caught} of {len(edits)} planted bugs caught, {share:.0f} %")
    print("ok" if share >= options.share else "not ok", "1 - mutations")
    return share < options.share


if __name__ == "__main__":
    sys.exit(main())
