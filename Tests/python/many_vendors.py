"""Prints template.yaml with so many engines that it tells whether a deployment of that size fits into one stack.

The arguments are the template and the number of engines. Each further engine is what a deployment would add: an entry
of the mapping Vendors, copied from Example, and its name in the list of the parameter Engines.
"""

import re
import sys

path, count = sys.argv[1], int(sys.argv[2])
with open(path, encoding="utf-8") as file:
    text = file.read()
entry = re.search(r"^    Example:\n(?:      .*\n)+", text, re.MULTILINE).group()
vendors = [f"Vendor{number}" for number in range(1, count)]
entries = (
    entry.replace("Example:", f"{vendor}:").replace("Name: example", f"Name: vendor-{number}")
    for number, vendor in enumerate(vendors, 1)
)
text = text.replace(entry, entry + "".join(entries))
default = "    Default: Eicar\n"
assert text.count(default) == 1
print(text.replace(default, f"    Default: {','.join(['Eicar', *vendors])}\n"), end="")
