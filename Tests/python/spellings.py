"""Reads plain scalars as PyYAML does, with dates as text, for the tests to compare with.

The argument is a file with a scalar on each line. For each a line is printed: a list of its value as JSON, or `refused`.
"""

import json
import sys

import yaml


class Loader(yaml.SafeLoader):
    pass


Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))


def value(line):
    try:
        found = yaml.load("- " + line, Loader)[0]
    except (yaml.YAMLError, ValueError):
        return "refused"
    # Keys of maps are another matter, Python's integers have no end, and JSON has no word for what is not finite.
    is_other = isinstance(found, (dict, list)) or found != found or found in (float("inf"), float("-inf"))
    if is_other or isinstance(found, int) and not -(2**63) <= found < 2**63:
        return "refused"
    return json.dumps([found])


with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        print(value(line))
