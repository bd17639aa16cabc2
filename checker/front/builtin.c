// SPDX-License-Identifier: GPL-2.0-only
/* The compiler's builtins that mean more than a call. */
#include <string.h>

#include "front/lower.h"

static bool is_integer(const struct lower *l, guint32 temp)
{
	return temp != IR_NONE &&
	       build_type(l, build_temp_type(l, temp))->kind == IR_INT;
}

/* __builtin_constant_p(): what clang folds to true is true; what it does not
 * may still become constant when the function is inlined. */
static guint32 lower_constant_p(struct lower *l, CXCursor call)
{
	CXCursor argument = clang_Cursor_getArgument(call, 0);
	guint32 type = type_of(l, call), value;
	guint64 folded;

	if (cursor_evaluate(call, &folded) && folded) {
		lower_count_unlowered(l, argument);
		return build_const(l, type, 1);
	}
	value = lower_value(l, argument);
	if (value == IR_NONE)
		return build_const(l, type, 0);
	return build_unary(l, IR_IS_CONST, type, value);
}

static guint32 lower_expect(struct lower *l, CXCursor call)
{
	return lower_value_as(l, clang_Cursor_getArgument(call, 0),
			      type_of(l, call));
}

/* Store the truncated result, yield whether anything was lost. */
static guint32 lower_overflow(struct lower *l, CXCursor call, enum ir_op wrap,
			      enum ir_op lost)
{
	guint32 a = lower_value(l, clang_Cursor_getArgument(call, 0));
	guint32 b = lower_value(l, clang_Cursor_getArgument(call, 1));
	guint32 to = lower_value(l, clang_Cursor_getArgument(call, 2));
	guint32 type = type_of(l, call), overflow;
	struct place place = { .address = to };

	if (!is_integer(l, a) || !is_integer(l, b) || to == IR_NONE ||
	    build_type(l, build_temp_type(l, to))->kind != IR_PTR)
		return build_unknown(l, type, "overflow builtin");
	place.type = build_type(l, build_temp_type(l, to))->elem;
	if (build_type(l, place.type)->kind != IR_INT)
		return build_unknown(l, type, "overflow builtin");
	overflow = build_binary(l, lost, l->front->bool_type, a, b);
	build_current(l)->insns[build_current(l)->n_insns - 1].imm = place.type;
	build_store(l, &place, build_binary(l, wrap, place.type, a, b));
	return build_cast(l, overflow, type);
}

/* __builtin_add_overflow, __builtin_uaddl_overflow, … */
static bool find_overflow(const char *name, enum ir_op *wrap,
			  enum ir_op *lost)
{
	static const struct {
		const char *word;
		enum ir_op wrap, lost;
	} words[] = {
		{ "add", IR_WRAP_ADD, IR_OVF_ADD },
		{ "sub", IR_WRAP_SUB, IR_OVF_SUB },
		{ "mul", IR_WRAP_MUL, IR_OVF_MUL },
	};

	if (!g_str_has_suffix(name, "_overflow"))
		return false;
	name += strlen("__builtin_");
	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		if (!strncmp(name, words[i].word, 3) ||
		    ((*name == 's' || *name == 'u') &&
		     !strncmp(name + 1, words[i].word, 3))) {
			*wrap = words[i].wrap;
			*lost = words[i].lost;
			return true;
		}
	}
	return false;
}

static void lower_unreachable(struct lower *l)
{
	build_end(l, IR_UNREACHABLE, IR_NONE);
}

/* False if the builtin is an ordinary function as far as the IR goes. */
bool lower_builtin(struct lower *l, CXCursor call, const char *name,
		   guint32 *value)
{
	enum ir_op wrap, lost;

	*value = IR_NONE;
	if (!strcmp(name, "__builtin_constant_p"))
		*value = lower_constant_p(l, call);
	else if (!strcmp(name, "__builtin_expect") ||
		 !strcmp(name, "__builtin_expect_with_probability"))
		*value = lower_expect(l, call);
	else if (!strcmp(name, "__builtin_unreachable"))
		lower_unreachable(l);
	else if (find_overflow(name, &wrap, &lost))
		*value = lower_overflow(l, call, wrap, lost);
	else
		return false;
	return true;
}
