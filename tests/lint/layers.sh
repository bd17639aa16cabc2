#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# layers.sh: no layer of checker/ includes a later one; libclang stays in
# front/. The order is the one data flows in; ir/ is the language that the
# layers speak, so those from front/ on may include it.
. "$(dirname "$0")/lib.sh"

order='rulebase ir build source front value store program model checks select
	fix report vm'

includes() {
	grep -noE '^#include "[a-z]+/' "$@" /dev/null |
		sed -E 's|^([^:]*:[0-9]+):#include "([a-z]+)/$|\1 \2|'
}

seen=
for layer in $order; do
	seen="$seen $layer"
	includes checker/$layer/*.[ch] | while read -r place other; do
		case " $seen " in
		*" $other "*) ;;
		*) echo "$place: $layer/ comes before $other/" ;;
		esac
	done | rule "$layer includes no later layer"
done

for folder in checker/*/; do
	layer=$(basename "$folder")
	case " $(echo $order) " in
	*" $layer "*) ;;
	*) echo "$folder is in no order" ;;
	esac
done | rule 'every folder is a layer'

includes checker/ir/*.[ch] checker/build/*.[ch] | grep -E ' (ir|build)$' |
	grep -E '^checker/ir/.* build$|^checker/build/.* ir$' |
	rule 'ir and build know nothing of each other'
grep -ln 'clang-c/' -r checker | grep -v '^checker/front/' |
	rule 'libclang in front/ alone'
grep -nE '\b(printf|puts|g_print|g_printerr|fprintf) *\(' checker/*/*.c |
	grep -vE '^checker/(vm/guest|select/hook\.c)' |
	grep -vE ':[0-9]+: *\*|snprintf' | rule 'layers print nothing themselves'
finish
