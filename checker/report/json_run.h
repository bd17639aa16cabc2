/* SPDX-License-Identifier: GPL-2.0-only */
/* What the JSON of scripts and that of the page say alike. */
#ifndef KMCHECK_REPORT_JSON_RUN_H
#define KMCHECK_REPORT_JSON_RUN_H

#include "report/json_build.h"

/* Members file, line and column. */
void json_add_place(struct json_object *object, const struct place *place);
/* A member that is an array of strings (char *). */
void json_add_strings(struct json_object *object, const char *key,
		      const GPtrArray *strings);
/* Member "summary": units and findings by number. */
void json_add_summary(struct json_object *root, const struct run_report *run);
/* Member "incomplete": units not analysed, and why. */
void json_add_incomplete(struct json_object *root,
			 const struct run_report *run);

#endif
