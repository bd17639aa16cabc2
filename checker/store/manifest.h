/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where entries of facts folders are found.
 */
#ifndef KMCHECK_STORE_MANIFEST_H
#define KMCHECK_STORE_MANIFEST_H

/* One unit's entry is BASE-KEY.unit.json beside its facts. */
#define ENTRY_SUFFIX ".unit.json"
/* What CHECK= leaves in an output folder is in this one. */
#define KBUILD_FOLDER ".kmcheck"

#endif
