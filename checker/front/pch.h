/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Precompiled headers. Nearly all the time of a unit goes into headers that
 * the next unit reads again. A precompiled header holds those that the caller
 * names (front_options.pch_headers), compiled with the unit's own flags.
 *
 * It must never change an answer, so a unit only gets one if the text of its
 * own defines and undefines no name that matters in the headers; and if there
 * is any error with it, the unit is parsed again without.
 */
#ifndef KMCHECK_FRONT_PCH_H
#define KMCHECK_FRONT_PCH_H

#include "front/front.h"

/* Units seen with the same flags before a header is worth compiling. */
#define PCH_AFTER_UNITS 8

struct pch {
	char *path;		/* of the precompiled header */
	GMappedFile *names;	/* sorted lines: what a unit may not define */
	GMappedFile *functions;	/* sorted lines: what the headers declare */
	GMappedFile *files;	/* lines: what was read, absolute */
	char *wanted_path;	/* lines: see pch_read_wanted() */
};

/* The one for this unit; NULL if there is none, or not yet, or the unit's own
 * text (`main_text`) forbids it. Made here when it is time to. */
struct pch *pch_for(const struct front_options *options,
		    const char *main_text);
void pch_free(struct pch *pch);
/* Remove it from disk: it is out of date or does no good. */
void pch_discard(const struct pch *pch);

/* Functions in it that units needed by name only (of cleanup attributes): a set
 * of char *, which grows from unit to unit. */
GHashTable *pch_read_wanted(const struct pch *pch);
void pch_write_wanted(const struct pch *pch, GHashTable *wanted);

bool pch_declares(const struct pch *pch, const char *function);
/* Append the files it was made of that are not in `files` yet. */
void pch_list_files(const struct pch *pch, GPtrArray *files);

#endif
