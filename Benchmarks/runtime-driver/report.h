// The line of JSON that ends every run: {"bench": "…", "figures": {…}}.
#pragma once

/// Opens the report. Nothing is printed before `report_end`.
void report_begin(const char *bench);

/// Adds a figure; the key carries its unit.
void report_figure(double value, int decimals, const char *key, ...) __attribute__((format(printf, 3, 4)));

void report_end(void);

/// The same line on standard error, where standard output belongs to something else.
void report_end_on_error(void);
