#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""x86_64's defconfig, and what some folders have to offer as modules.

    with-modules.py TREE OUT [FOLDER ...]

Every tristate of the folders' Kconfig files is asked for as a module, and the
switches that lead to them are turned on; what depends on something else stays
out. OUT/.config is what `kmcheck --config` takes.
"""
import os
import pathlib
import re
import subprocess
import sys

FOLDERS = ('drivers/media drivers/infiniband drivers/gpu/drm drivers/usb '
           'drivers/scsi drivers/virt sound fs net').split()
SWITCH = re.compile(r'SUPPORT|BUS|CAMERA|RADIO|ANALOG|DIGITAL|PLATFORM|'
                    r'DRIVERS|_PCI$|_USB$|HOST')


def symbols(tree, folder):
    """(symbol, 'tristate' or 'bool', is it a menu?)"""
    for path in sorted((tree / folder).rglob('Kconfig*')):
        name, is_menu = None, False
        for line in path.read_text(errors='replace').splitlines():
            entry = re.match(r'\s*(menuconfig|config)\s+(\w+)', line)
            kind = re.match(r'\s+(tristate|bool)\b', line)
            if entry:
                name, is_menu = entry[2], entry[1] == 'menuconfig'
            elif name and kind:
                yield name, kind[1], is_menu
                name = None


def wanted(tree, folders):
    for folder in folders:
        for name, kind, is_menu in symbols(tree, folder):
            if kind == 'tristate':
                yield name, 'm'
            elif (is_menu or SWITCH.search(name)) and \
                    not re.search('DEBUG|TEST', name):
                yield name, 'y'


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    tree, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    make = ['make', '-s', '-C', str(tree), f'O={out.absolute()}']
    out.mkdir(parents=True, exist_ok=True)
    subprocess.run([*make, 'x86_64_defconfig'], check=True)
    config = out / '.config'
    ask = list(wanted(tree, sys.argv[3:] or FOLDERS))
    for _ in range(3):      # what is on now lets more be asked for
        text = config.read_text()
        have = set(re.findall(r'^CONFIG_(\w+)=', text, re.M))
        config.write_text(text + ''.join(
            f'CONFIG_{name}={value}\n' for name, value in ask
            if name not in have))
        subprocess.run([*make, 'olddefconfig'], check=True,
                       stderr=subprocess.DEVNULL)
    text = config.read_text()
    print(f'{config}: {len(re.findall("=m$", text, re.M))} modules',
          file=sys.stderr)


if __name__ == '__main__':
    os.environ['LC_ALL'] = 'C'
    main()
