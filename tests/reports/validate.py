#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""validate.py SCHEMA REPORT...: each report against a JSON schema.

The schema itself is checked first: one that is broken accepts anything.
"""
import json
import sys

import jsonschema


def main(schema_path, *report_paths):
    with open(schema_path, encoding="utf-8-sig") as file:
        schema = json.load(file)
    validator_class = jsonschema.validators.validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    failed = False
    for path in report_paths:
        with open(path, encoding="utf-8") as file:
            report = json.load(file)
        for error in validator.iter_errors(report):
            failed = True
            where = "/".join(str(part) for part in error.absolute_path)
            print(f"{path}: /{where}: {error.message[:300]}")
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
