"""Writes what SAM makes of templates, and fails where that is more than CloudFormation takes.

The arguments are pairs of files: a template, and where its translation goes.
"""

import json
import sys

import translate

# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
MOST_RESOURCES = 500
MOST_BYTES = 1_000_000

failed = False
for source, target in zip(sys.argv[1::2], sys.argv[2::2]):
    translated = translate.translated(source)
    text = json.dumps(translated, indent=1)
    with open(target, "w", encoding="utf-8") as file:
        file.write(text)
    resources, size = len(translated["Resources"]), len(json.dumps(translated))
    print(f"{source.rsplit('/', 1)[-1]}: {resources} resources of {MOST_RESOURCES}, {size} bytes of {MOST_BYTES}")
    failed = failed or resources > MOST_RESOURCES or size > MOST_BYTES
sys.exit(failed)
