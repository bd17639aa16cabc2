# SPDX-License-Identifier: GPL-2.0-only
#
# `make kmcheck` in a module's own Makefile:
#
#	include /usr/local/share/kmcheck/kmcheck.mk
#
# KMCHECK_FLAGS are more options (--format sarif -o out.sarif). KDIR is the
# kernel build directory, as usual; without it kmcheck finds one.

KMCHECK ?= kmcheck
KMCHECK_DIR ?= $(CURDIR)

.PHONY: kmcheck
kmcheck:
	$(KMCHECK) $(if $(KDIR),--kdir $(KDIR)) $(KMCHECK_FLAGS) $(KMCHECK_DIR)
