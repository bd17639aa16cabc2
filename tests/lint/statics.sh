#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# statics.sh: no mutable variable at file scope or static in a function: asked of
# the object files, where such a thing lies in .data or .bss.
. "$(dirname "$0")/lib.sh"

# The sanitized objects hold the sanitizers' own; the plain ones do not.
objects=${OBJECTS:-out/obj}
[ -d "$objects" ] || {
	echo "no $objects: run 'make' first" >&2
	exit 2
}
# Constants that hold addresses lie in .data.rel.ro. GLib's own once-only caches
# (quarks, types) are no state of ours.
find "$objects" -name '*.o' | sort | while read -r object; do
	objdump -t "$object" | awk -v o="$object" '
		/ O / && $(NF - 2) ~ /^\.(data|bss)(\.rel(\.local)?)?$/ {
			print o ": " $NF }'
done | grep -vE ': (q|g_define_type_id|static_g_define_type_id|once|quark)(\.[0-9]+)?$' |
	rule 'no mutable variable lives longer than a call'
finish
