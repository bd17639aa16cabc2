#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# make C=2 CHECK=kmcheck, --link and make coccicheck on copies of the trees in
# TREES, with planted bugs.
cd "$(dirname "$0")/../.." || exit 2
exec tests/kbuild/tooling.py "${KMCHECK:-out/kmcheck}"
