// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "fix/fix.h"

static bool is_file(const struct ir_unit *unit, guint32 number,
		    const char *file)
{
	const char *path = number < unit->files->len ?
			   unit->files->pdata[number] : unit->path;
	g_autofree char *a = NULL, *b = NULL;

	if (!strcmp(path, file))
		return true;
	a = g_canonicalize_filename(path, NULL);
	b = g_canonicalize_filename(file, NULL);
	return !strcmp(a, b);
}

static bool is_at(const struct code_ref *at, const char *file, guint line)
{
	return at->insn->loc.line == line &&
	       is_file(at->function->unit, at->insn->loc.file, file);
}

struct code_ref fix_find_site(const struct program_db *db,
			      const struct rulebase *rules, const char *file,
			      guint line)
{
	struct code_ref best = { NULL, NULL, 0, 0 };

	for (guint i = 0; i < db->ordered->len; i++) {
		const struct function_ref *ref = db->ordered->pdata[i];

		for (guint k = 0; k < ref->calls->len; k++) {
			const struct code_ref *at =
				&g_array_index(ref->calls, struct code_ref,
					       k);
			const struct ir_call *call = at->insn->call;

			if (is_at(at, file, line) &&
			    rulebase_allocator_as(rules, call->callee,
						  call->written) &&
			    (!best.insn || code_ref_compare(at, &best) < 0))
				best = *at;
		}
	}
	return best;
}
