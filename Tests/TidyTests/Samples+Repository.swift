private let step = [
    "functions/write-result/WriteResult.swift": "",
    "functions/write-result/main/Main.swift": "",
    "template.yaml": "Resources:\n  WriteResult:\n    Type: AWS::Serverless::Function\n",
    "Package.swift": "step(\"write-result\")",
]

private func step(without path: String, _ text: String? = nil, names: String) -> Sample {
    var broken = step
    broken[path] = text
    return Sample(Steps(), "a step without \(path)", broken: broken, sound: step, names: names)
}

private let record = "# A\n\n## Context\n\n## Decision\n\n## Refused\n"
private let benchmark = [
    "Benchmarks/json/Main.swift": "", "Makefile": "bench-json:\n\tswift run json\n", "docs/benchmarks.md": "json: fast",
]

private func benchmark(without path: String, names: String) -> Sample {
    var broken = benchmark
    broken[path] = nil
    return Sample(BenchmarkEntries(), "a benchmark without \(path)", broken: broken, sound: benchmark, names: names)
}

private func machine(_ broken: String, sound: String) -> Sample {
    Sample(MachineWords(), sound, at: "docs/a.md", broken: broken, sound: sound, names: "docs/a.md:1")
}

private let evidence = "| it works | yes | LoopTests `it really works`, `make fuzz` |"

let repositorySamples: [Sample] = [
    Sample(
        ClaimedTests(),
        "a test that nobody wrote",
        broken: ["docs/runtime-api.md": evidence, "Tests/A.swift": "@Test func `it works`() {}"],
        sound: ["docs/runtime-api.md": evidence, "Tests/A.swift": "@Test func `it really works`() {}"],
        names: "it really works"
    ),
    Sample(TopLevel(), "a stray file", broken: ["notes.txt": ""], sound: ["docs/notes.txt": ""], names: "notes.txt"),
    step(without: "functions/write-result/WriteResult.swift", names: "has no library"),
    step(without: "functions/write-result/main/Main.swift", names: "has no executable"),
    step(without: "template.yaml", "Resources:\n  WriteResult:\n    Type: AWS::IAM::Role\n", names: "is no function"),
    Sample(
        Steps(),
        "a function without a folder",
        at: "template.yaml",
        broken: "Resources:\n  - Scan${Engine}:\n      Type: AWS::Serverless::Function\n",
        sound: "Resources:\n  - Scan${Engine}Queue:\n      Type: AWS::SQS::Queue\n",
        names: "Scan is no step"
    ),
    step(without: "Package.swift", "", names: "is no target"),
    machine("see /ro" + "ot/file", sound: "see root/file"),
    machine("cd /ho" + "me/me", sound: "cd $work/ho" + "me/me"),
    machine("in /tmp/" + "h-1", sound: "in $TMPDIR"),
    machine("from py" + "pi.org", sound: "from a registry"),
    Sample(
        DecisionRecords(),
        "a gap",
        broken: ["docs/decisions/0001-a.md": record, "docs/decisions/0003-b.md": record],
        sound: ["docs/decisions/0001-a.md": record, "docs/decisions/0002-b.md": record],
        names: "0002-"
    ),
    Sample(
        DecisionRecords(),
        "a heading that is missing",
        at: "docs/decisions/0001-a.md",
        broken: "# A\n\n## Context\n\n## Decision\n",
        sound: record,
        names: "## Refused"
    ),
    benchmark(without: "Makefile", names: "make verb"),
    benchmark(without: "docs/benchmarks.md", names: "docs/benchmarks.md"),
    Sample(
        ReadmeVerbs(),
        "a verb that the Makefile does not have",
        broken: ["README.md": "Run `make replay`.\n    make tset\n", "Makefile": "replay test: setup\n"],
        sound: ["README.md": "Run `make replay`.\n    make test\nWe make sure.\n", "Makefile": "replay test: setup\n"],
        names: "README.md:2: make tset"
    ),
]
