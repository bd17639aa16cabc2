#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# build.sh: what a CI job runs once before lint.sh: installs what is missing,
# kernel headers to check modules against included, and builds kmcheck. The
# job's user is root or may use sudo without a password.
set -eu

cd "$(dirname "$0")/.."
as_root=
[ "$(id -u)" -eq 0 ] || as_root='sudo -n'
$as_root ./setup.sh run
make -j"$(nproc)"
