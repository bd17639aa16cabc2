/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Walking an initialiser. libclang shows initialiser lists as they were
 * written, so brace elision, designators and their order are worked out here;
 * what to do with each scalar is the caller's: instructions for a local,
 * entries of a table for a global.
 */
#ifndef KMCHECK_FRONT_INIT_H
#define KMCHECK_FRONT_INIT_H

#include "front/unit.h"

/* A range designator longer than this is not spelled out. */
#define INIT_MAX_REPEAT 4096

enum init_step {
	INIT_ROOT,		/* the object declared */
	INIT_MEMBER,		/* a named member of `outer` */
	INIT_ANONYMOUS,		/* a nameless one: its members are outer's */
	INIT_ELEMENT,
};

/* The object being initialised, and how it is reached. */
struct init_object {
	const struct init_object *outer;
	enum init_step step;
	CXType type;		/* canonical */
	guint64 offset_bytes;	/* in the root */
	guint32 record, field;	/* INIT_MEMBER: in ir_unit.records */
	guint32 named;		/* record type: whose fields its members are */
	guint64 index;		/* INIT_ELEMENT */
};

struct init_walk {
	struct front *front;
	void (*scalar)(struct init_walk *walk, const struct init_object *to,
		       CXCursor value);
	/* A string literal into an array of characters. */
	void (*string)(struct init_walk *walk, const struct init_object *to,
		       CXCursor value);
	/* A record expression into a record. */
	void (*record)(struct init_walk *walk, const struct init_object *to,
		       CXCursor value);
	/* Forget what was put there: a braced list starts anew. */
	void (*reset)(struct init_walk *walk, const struct init_object *to);
	/* What the walk could not follow. */
	void (*unknown)(struct init_walk *walk, const struct init_object *to);
	void *data;
	guint depth;
	bool goes_back;		/* a designator named what came before */
};

void init_walk(struct init_walk *walk, CXType type, CXCursor initialiser);
/* The same for a part of the object being walked. */
void init_walk_object(struct init_walk *walk, const struct init_object *to,
		      CXCursor initialiser);

#endif
