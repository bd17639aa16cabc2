#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Statements lowered are those that clang sees, on parts of the trees in TREES.
[ -n "${TREES:-}" ] || {
	echo "SKIP tests/long/ast.sh: TREES names no kernel tree"
	exit 77
}
command -v "${CLANG:-clang-19}" >/dev/null || {
	echo "SKIP tests/long/ast.sh: no ${CLANG:-clang-19}"
	exit 77
}
status=0
for tree in $TREES; do
	tests/front/compare-ast.py "${KMCHECK:-out/kmcheck}" "$tree" fs/ext4 \
		drivers/net/ethernet/intel kernel || status=1
done
exit $status
