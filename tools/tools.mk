# SPDX-License-Identifier: GPL-2.0-only
#
# What is made of rules/ for other tools, and committed: `make generated`
# writes it anew, tests/cocci/stale.sh says if somebody forgot to.

GENERATED := $(patsubst %.in,%,$(filter-out cocci/sites.cocci.in,\
	       $(wildcard cocci/*.cocci.in)) sparse/kmcheck-limits.h.in)

$(O)/generate: tools/generate.c $(RULES_OBJ) $(O)/libkmcheck.a
	$(CC) $(ALL_CFLAGS) -o $@ $< $(RULES_OBJ) $(O)/libkmcheck.a $(LIBS)

.PHONY: generated
generated: $(O)/generate
	for file in $(GENERATED); do \
		$(O)/generate $$file.in >$$file.new && \
		mv $$file.new $$file || exit 1; \
	done
