private func arrow(_ name: String, _ path: String, broken: String, sound: String, names: String) -> Sample {
    Sample(Imports(), name, at: path, broken: "import \(broken)\n", sound: "import \(sound)\n", names: names)
}

let importSamples: [Sample] = [
    arrow("Domain is at the bottom", "Sources/Domain/A.swift", broken: "Ports", sound: "Time", names: "nothing"),
    arrow("Ports know no adapter", "Sources/Ports/A.swift", broken: "AWSClient", sound: "Domain", names: "Domain"),
    arrow("C stays in its room", "Sources/Hosting/A.swift", broken: "Glibc", sound: "Events", names: "Events"),
    arrow(
        "the ground imports no room",
        "Sources/JSON/A.swift",
        broken: "Time",
        sound: "Synchronization",
        names: "JSON"
    ),
    arrow(
        "nothing in a zip has Foundation",
        "Sources/HTTP/A.swift",
        broken: "FoundationEssentials",
        sound: "CCurl",
        names: "zip"
    ),
    arrow(
        "plain Foundation is nowhere",
        "Sources/Client/A.swift",
        broken: "Foundation",
        sound: "FoundationEssentials",
        names: "Client"
    ),
    arrow("a step names no adapter", "functions/confirm/A.swift", broken: "AWSAdapters", sound: "Ports", names: "port"),
    arrow(
        "a main names its own step",
        "functions/write-result/main/Main.swift",
        broken: "Confirm",
        sound: "WriteResult",
        names: "wiring"
    ),
    arrow(
        "a main is wiring",
        "functions/confirm/main/Main.swift",
        broken: "AWSClient",
        sound: "LambdaHost",
        names: "wiring"
    ),
    arrow(
        "the runner has no Foundation",
        "local-runner/A.swift",
        broken: "Foundation",
        sound: "LocalCloud",
        names: "FoundationEssentials"
    ),
    arrow(
        "tests have no Foundation",
        "Tests/TimeTests/A.swift",
        broken: "Foundation",
        sound: "Testing",
        names: "tests"
    ),
    Sample(
        Imports(),
        "attributes, a level, a kind and a submodule are seen through",
        at: "Sources/Domain/A.swift",
        broken: "@preconcurrency package import struct Ports.Failure",
        sound: "// import Ports\nlet words = \"\"\"\n    import Ports\n    \"\"\"",
        names: "import Ports"
    ),
    Sample(
        Imports(),
        "a room that the table does not know",
        broken: ["Sources/Cellar/A.swift": ""],
        sound: ["Sources/Domain/A.swift": "", "Sources/CCurl/module.modulemap": ""],
        names: "RoomTable.swift"
    ),
    Sample(
        ImportLevels(),
        "a level that goes without saying",
        at: "Sources/Ports/A.swift",
        broken: "internal import Domain",
        sound: "package import Domain\nimport Time",
        names: "internal import Domain"
    ),
]
