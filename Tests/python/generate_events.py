"""Prints the events that `sam local generate-event` prints, for the tests to compare with.

An argument is `<service> <event>`. For each a line is printed, the event as JSON.
"""

import json
import sys

from samcli.lib.generated_sample_events.events import Events

generator = Events()
for argument in sys.argv[1:]:
    service, event = argument.split()
    # The command line says the default of every option that it is not given, under the option's name as a variable.
    tags = generator.event_mapping[service][event]["tags"]
    values = {name.replace("-", "_"): tag["default"] for name, tag in tags.items()}
    print(json.dumps(json.loads(generator.generate_event(service, event, values))))
