/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The lexical index: which identifiers a unit's own text spells, that is its
 * source file and the local headers it includes with quotes, without parsing
 * anything. It answers "may this unit mention X" for thousands of units in the
 * time a compiler needs for one. Comments and literals do not count.
 *
 * An answer may name a unit too many (identifiers are kept as hashes), never
 * one too few that spells the name in its own text; a name that a macro pastes
 * together, or that only a header from elsewhere spells, is not seen.
 */
#ifndef KMCHECK_BUILD_LEX_H
#define KMCHECK_BUILD_LEX_H

#include "build/build.h"

struct lex_index;

/* The index borrows the units. A file is read once, whoever includes it. */
struct lex_index *lex_index_new(void);
void lex_index_free(struct lex_index *index);
void lex_index_add(struct lex_index *index, const struct unit *unit);

/* const struct unit * in the order they were added; the caller unrefs. */
GPtrArray *lexical_units_naming(const struct lex_index *index,
				const char *identifier);
/* May the unit name any of these? names: a set of char *. */
bool lexical_unit_names_any(const struct lex_index *index,
			    const struct unit *unit, GHashTable *names);

#endif
