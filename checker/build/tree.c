// SPDX-License-Identifier: GPL-2.0-only
#include "build/planner.h"

bool plan_tree(struct planner *planner, const struct target *target,
	       GError **error)
{
	(void)planner;
	g_set_error(error, BUILD_ERROR, BUILD_ERROR_ENVIRONMENT,
		    "%s: kernel trees are not planned yet", target->root);
	return false;
}
