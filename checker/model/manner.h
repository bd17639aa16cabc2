/* SPDX-License-Identifier: GPL-2.0-only */
/* How a request is made: its written flags, whether failure is handled, and
 * whether the same place is then filled in another way. */
#ifndef KMCHECK_MODEL_MANNER_H
#define KMCHECK_MODEL_MANNER_H

#include "model/model.h"
#include "source/source.h"

struct manner {
	bool nowarn_written;	/* __GFP_NOWARN stands in the call's flags; if
				   not, nothing else is looked for */
	bool is_tested;		/* the result is compared with NULL */
	bool has_fallback;	/* another or a smaller request fills the same
				   place afterwards */
};

/* Failure is expected, and met: nothing to report. */
static inline bool manner_is_opportunistic(const struct manner *manner)
{
	return manner->nowarn_written && manner->is_tested &&
	       manner->has_fallback;
}

struct manner manner_of(const struct analysis *analysis,
			struct source_set *sources,
			const struct request *request);
/* Do the flags of a request name one of the words that `define` lists? */
bool flags_say(const struct analysis *analysis, struct source_set *sources,
	       const struct request *request, const char *define);
/* Text of a span, or NULL. The caller frees it. */
char *span_text(struct source_set *sources, const struct ir_unit *unit,
		const struct ir_span *span);

#endif
