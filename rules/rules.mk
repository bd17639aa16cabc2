# SPDX-License-Identifier: GPL-2.0-only
#
# The tables and pages of rules/ become one C file with a GResource in it,
# /kmcheck/rules/NAME, that registers itself when the program starts. Link
# $(O)/rules_embedded.o (as an object, not from an archive) into kmcheck and
# into every unit test.

O ?= out
RULES_FILES := $(sort $(wildcard rules/*.rules rules/*.md rules/*.h))

# The recipe depends on the folder too: a file that is removed is noticed.
$(O)/rules.gresource.xml: rules $(RULES_FILES)
	@mkdir -p $(O)
	{ echo '<gresources><gresource prefix="/kmcheck/rules">'; \
	  printf '<file>%s</file>\n' $(notdir $(RULES_FILES)); \
	  echo '</gresource></gresources>'; } >$@

$(O)/rules_embedded.c: $(O)/rules.gresource.xml $(RULES_FILES)
	glib-compile-resources --sourcedir=rules --generate-source \
		--c-name=kmcheck_rules --target=$@ $<

$(O)/rules_embedded.o: $(O)/rules_embedded.c
	$(CC) $(CFLAGS) $$(pkg-config --cflags gio-2.0) -c -o $@ $<
