# Sourced by the bench scripts: reading and writing the line of JSON that ends each of them,
# {"bench": "…", "figures": {…}}. Figures are numbers, and a key carries its unit. What the programs share that measure
# transfers is Benchmarks/BenchKit.

# figure KEY LINE: the value of a key, digits as they stand. A key that is missing ends the script.
figure() {
    if [[ $2 =~ \"$1\":(-?[0-9]+(\.[0-9]+)?) ]]; then
        printf '%s' "${BASH_REMATCH[1]}"
    else
        printf '%s: no figure %s in %s\n' "$0" "$1" "$2" >&2
        return 1
    fi
}

# run_bench PROGRAM ARGUMENT...: runs it, prints its tables, and leaves its last line in `last_line`.
run_bench() {
    local output
    output=$("$@")
    last_line=${output##*$'\n'}
    printf '%s\n\n' "${output%$'\n'*}"
}

# put KEY VALUE: adds a figure to the line that `print_figures NAME` ends the script with.
put() {
    collected+="${collected:+,}\"$1\":$2"
}

print_figures() {
    printf '{"bench":"%s","figures":{%s}}\n' "$1" "$collected"
}

collected=
# shellcheck disable=SC2034  # read by the script that sources this
last_line=
