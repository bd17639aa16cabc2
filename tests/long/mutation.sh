#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
exec tests/mutation/mutate.py
