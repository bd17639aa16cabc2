// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arithmetic on ranges whose results are kept: each new state asks for what its
 * numbers can be once more, and most of them are made of the same ranges still.
 * A range is there once, so its address tells it from others.
 */
#include "value/engine.h"

#define N_KEPT 1024

enum arithmetic { WRAPPED, EXACT };

struct operation {
	const struct range *a, *b, *result;	/* result NULL: none yet */
	struct ctype type;
	enum ir_op op;
	enum arithmetic arithmetic;
};

struct operation *operations_new(void)
{
	return g_new0(struct operation, N_KEPT);
}

static struct operation *place_of(const struct engine *engine,
				  const struct operation *o)
{
	guint64 hash = (guintptr)o->a * 0x9e3779b97f4a7c15 ^
		       (guintptr)o->b * 0xc2b2ae3d27d4eb4f;

	hash ^= (guint64)o->op << 48 ^ (guint64)o->type.bits << 56;
	return &engine->operations[(hash >> 32 ^ hash >> 52) % N_KEPT];
}

static const struct range *operate(struct engine *engine,
				   struct operation o)
{
	struct operation *kept = place_of(engine, &o);

	if (kept->result && kept->a == o.a && kept->b == o.b &&
	    kept->op == o.op && kept->arithmetic == o.arithmetic &&
	    kept->type.bits == o.type.bits &&
	    kept->type.is_signed == o.type.is_signed)
		return kept->result;
	o.result = o.arithmetic == EXACT ?
		   range_exact(&engine->region, o.op, o.a, o.b) :
		   range_binary(&engine->region, o.op, o.a, o.b, o.type);
	*kept = o;
	return o.result;
}

const struct range *engine_range_binary(struct engine *engine, enum ir_op op,
					const struct range *a,
					const struct range *b, struct ctype t)
{
	return operate(engine, (struct operation){
			.a = a, .b = b, .type = t, .op = op,
			.arithmetic = WRAPPED });
}

const struct range *engine_range_exact(struct engine *engine, enum ir_op op,
				       const struct range *a,
				       const struct range *b)
{
	return operate(engine, (struct operation){
			.a = a, .b = b, .op = op, .arithmetic = EXACT });
}
