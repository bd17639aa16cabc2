/* SPDX-License-Identifier: GPL-2.0-only */
/* Shared by the parts of the generator: one function being written. */
#ifndef KMCHECK_TESTS_ORACLE_GEN_H
#define KMCHECK_TESTS_ORACLE_GEN_H

#include <glib.h>
#include <stdbool.h>

/* What a name stands for. */
struct gen_var {
	const char *name;	/* "n", "item.count", "(*out)", "p->delta" */
	guint type;		/* index into gen_types */
	bool is_writable;
	bool is_bitfield;
	bool is_wide;		/* a bit-field wider than int: gcc and clang
				   disagree on its type, so it is cast */
};

struct gen_type {
	const char *name;
	guint bits;
	bool is_signed;
};

extern const struct gen_type gen_types[];
enum { GEN_BOOL, GEN_U8, GEN_S8, GEN_U16, GEN_S16, GEN_U32, GEN_S32, GEN_U64,
       GEN_S64, GEN_SIZE, GEN_N_TYPES };

/* A helper of the function, written before it. */
struct gen_helper {
	guint n_params;		/* integers; then p, then out */
	bool takes_item;
	bool has_out;
	guint out_type;
};

#define GEN_MAX_HELPERS 3

struct gen {
	GRand *rand;
	GString *out;
	guint indent;
	guint id;		/* of the function */
	guint n_names;		/* made so far, for fresh ones */
	GArray *vars;		/* struct gen_var */
	GStringChunk *names;
	struct gen_helper helpers[GEN_MAX_HELPERS];
	guint n_helpers;	/* f<id>_h0 … exist already */
	bool has_item;		/* struct km_item item and p = &item */
	bool has_array;		/* u32 arr[8], s16 tab[4] */
	guint n_loops;		/* around here */
	guint n_guards;		/* cleanup variables in scope: no label may be
				   the target of a computed goto */
};

/* Numbers below n; true once in n. */
guint gen_below(struct gen *g, guint n);
bool gen_one_in(struct gen *g, guint n);

void gen_line(struct gen *g, const char *format, ...) G_GNUC_PRINTF(2, 3);
const char *gen_name(struct gen *g, const char *prefix);
void gen_add_var(struct gen *g, const char *name, guint type,
		 bool is_writable);

/* Expressions without side effects, in parentheses. The caller frees. */
char *gen_expr(struct gen *g, guint depth);
char *gen_condition(struct gen *g);
char *gen_literal(struct gen *g);
char *gen_divisor(struct gen *g, guint depth);
const char *gen_type_name(struct gen *g);

/* Something to write to; plain: no bit-field, its address may be taken. */
const struct gen_var *gen_lvalue(struct gen *g, bool is_plain);

/* About n statements, nested at most `depth` deep. */
void gen_statements(struct gen *g, guint n, guint depth);
void gen_alloc(struct gen *g);

/* Statements that loop or jump; each ends. */
void gen_loop(struct gen *g, guint depth);
void gen_switch(struct gen *g, guint depth);
void gen_jump(struct gen *g, guint depth);

#endif
