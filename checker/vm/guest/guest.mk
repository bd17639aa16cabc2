# SPDX-License-Identifier: GPL-2.0-only
#
# What the virtual machine's guest is made of becomes one C file with a
# GResource in it, /kmcheck/vm/NAME, that registers itself when the program
# starts. Link $(GUEST_OBJ) (as an object, not from an archive) into kmcheck,
# into every unit test and into the VM tests.

GUEST_OBJ := $(O)/guest_embedded.o
GUEST_FOLDER := checker/vm/guest
GUEST_FILES := $(filter-out %.mk %.xml,$(wildcard $(GUEST_FOLDER)/*))

$(O)/guest_embedded.c: $(GUEST_FOLDER)/guest.gresource.xml $(GUEST_FILES)
	@mkdir -p $(O)
	glib-compile-resources --sourcedir=$(GUEST_FOLDER) --generate-source \
		--c-name=kmcheck_guest --target=$@ $<

$(GUEST_OBJ): $(O)/guest_embedded.c
	$(CC) $(CFLAGS) $$(pkg-config --cflags gio-2.0) -c -o $@ $<
