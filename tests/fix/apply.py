#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""--fix on files: what git then shows is what --diff printed, modes and line
endings stay, a second run has nothing to do; and killed at any moment, every
file is the old one or the new one.

    apply.py KMCHECK [--kills N] [--seed N]
"""
import argparse
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

CASES = pathlib.Path(__file__).resolve().parents[1] / 'cases'
NAMES = ['two_files_part_free', 'two_files_part_main', 'form_kmalloc',
         'form_lines', 'free_helper', 'product_three', 'list_objects',
         'two_findings', 'rcu_kfree', 'sensitive_constant']
KBUILD = ''.join(f'obj-m += {name}.o\n' for name in NAMES
                 if '_part_' not in name) + \
         'obj-m += two.o\ntwo-y := two_files_part_free.o two_files_part_main.o\n'


class Apply:
    def __init__(self, options, work):
        self.kmcheck = options.kmcheck
        self.rng = random.Random(options.seed)
        self.kills = options.kills
        self.folder = work / 'cases' / 'fix'
        self.number = self.failed = 0
        shutil.copytree(CASES / 'fix', self.folder,
                        ignore=lambda _, names: [
                            n for n in names
                            if n != 'two_files.h' and n[:-2] not in NAMES])
        shutil.copy(CASES / 'km.h', work / 'cases')
        (self.folder / 'Kbuild').write_text(KBUILD)
        self.files = sorted(self.folder.glob('*.c'))
        os.chmod(self.folder / 'free_helper.c', 0o750)
        other = self.folder / 'list_objects.c'
        other.write_bytes(other.read_bytes().replace(b'\n', b'\r\n'))

    def tell(self, good, what):
        self.number += 1
        self.failed += not good
        print(('ok' if good else 'not ok'), self.number, '-', what, flush=True)

    def run(self, *command):
        done = subprocess.run(command, cwd=self.folder, capture_output=True)
        return done.stdout

    def rewrite(self, how):
        return self.run(self.kmcheck, how, '--fail-on', 'never', '.')

    def git(self, *arguments):
        return self.run('git', '-c', 'core.autocrlf=false', '-c',
                        'user.name=t', '-c', 'user.email=t@t', *arguments)

    def contents(self):
        return {file: file.read_bytes() for file in self.files}

    def check_diff(self):
        self.git('init', '-q')
        self.git('add', '-A')
        self.git('commit', '-qm', 'as they were')
        modes = {file: file.stat().st_mode for file in self.files}
        before = self.contents()
        patch = self.rewrite('--diff')
        self.tell(before == self.contents(), '--diff writes nothing')
        self.rewrite('--fix')
        shown = self.git('diff', '--no-color', '--relative')
        lines = [line for line in shown.split(b'\n')
                 if not line.startswith((b'diff --git', b'index '))]
        hunks = [line.split(b' @@')[0] for line in lines]
        wanted = [line.split(b' @@')[0] for line in patch.split(b'\n')]
        self.tell(len(patch) > 0 and hunks == wanted,
                  'git diff after --fix is what --diff printed')
        self.tell(all(file.stat().st_mode == modes[file]
                      for file in self.files), 'modes stay')
        changed = self.folder / 'list_objects.c'
        text = changed.read_bytes()
        self.tell(text != before[changed] and
                  text.count(b'\n') == text.count(b'\r\n'),
                  'line endings stay')
        after = self.contents()
        self.rewrite('--fix')
        self.tell(after == self.contents() and not self.rewrite('--diff'),
                  'a second run has nothing to do')
        return before, after

    def restore(self, before):
        for file, text in before.items():
            file.write_bytes(text)

    def kill_one(self, before, longest):
        """Killed at some moment, half of the time right when files change."""
        watched = {file: file.stat().st_ino for file in self.files}
        wait_for_change = self.rng.random() < 0.5
        child = subprocess.Popen([self.kmcheck, '--fix', '.'],
                                 cwd=self.folder, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        end = time.monotonic() + (2 * longest if wait_for_change else
                                  self.rng.random() * longest)
        while child.poll() is None and time.monotonic() < end:
            if wait_for_change and any(file.stat().st_ino != inode
                                       for file, inode in watched.items()):
                break
            time.sleep(0.0002 if wait_for_change else 0.01)
        child.send_signal(signal.SIGKILL)
        child.wait()

    def check_kills(self, before, after):
        torn = stopped = 0
        self.restore(before)
        begin = time.monotonic()
        self.rewrite('--fix')
        longest = time.monotonic() - begin
        for _ in range(self.kills):
            self.restore(before)
            self.kill_one(before, longest)
            now = self.contents()
            torn += sum(now[f] not in (before[f], after[f]) for f in now)
            stopped += now != after
        self.tell(not torn, f'{self.kills} times killed ({stopped} before the '
                  'end): every file is old or new')
        self.restore(before)
        self.rewrite('--fix')
        self.tell(self.contents() == after, 'and the next run does it all')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('kmcheck', type=os.path.abspath)
    parser.add_argument('--kills', type=int, default=20)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        test = Apply(options, pathlib.Path(work))
        before, after = test.check_diff()
        test.check_kills(before, after)
    return 1 if test.failed else 0


if __name__ == '__main__':
    sys.exit(main())
