/// Which room may import what: the arrows of the house, in one place.
///
/// Imports run one way: Domain ← Ports ← Hosting ← functions ← (main | local-runner).
/// Adapters hang off Ports and are named by Wiring and local-runner alone. C is imported by the rooms that wrap it.
enum RoomTable {
    /// Any room may import these; they themselves import one another only by a line below.
    static let ground: Set<String> = ["Encoding", "JSON", "Time"]

    /// The standard library's own modules that need an import; they are everybody's.
    static let standard: Set<String> = ["Synchronization"]

    /// The C library, the module that the compiler counts some of its types to, and our shims of its macros.
    private static let libc: Set<String> = ["Glibc", "SwiftOverlayShims", "CLinux"]

    static let rooms: [String: Set<String>] = [
        // The business.
        "Domain": [],
        "Ports": ["Domain"],
        "Hosting": ["Domain", "Ports", "Events"],
        "Events": [],

        // The hosts.
        "LambdaHost": libc.union(["Hosting", "Sockets", "SystemCalls"]),
        "QueueHost": ["Domain", "Ports", "Hosting", "Events"],

        // The ground.
        "Encoding": [],
        "JSON": [],
        "Time": libc,

        // The faces of C.
        // Sockets too: its name look-ups are set up before libcurl's first.
        "HTTP": libc.union(["CCurl", "Sockets"]),
        "SystemCalls": libc,
        "Sockets": libc.union(["SystemCalls"]),
        "Files": libc.union(["SystemCalls"]),
        "Processes": libc.union(["SystemCalls"]),
        "Crypto": libc.union(["CCrypto"]),
        "XZ": libc.union(["CLZMA"]),
        "SQLite": libc.union(["CSQLite"]),
        "YAML": libc.union(["CYAML"]),

        // What hangs off the ports.
        "AWSClient": ["HTTP", "Crypto", "Files", "Processes"],
        // HTTP for the bodies that stream through it, Hosting and Events for the queue's orders, its own port.
        "AWSAdapters": ["Domain", "Ports", "Hosting", "Events", "AWSClient", "HTTP", "Crypto"],
        "Inspection": ["Domain", "Ports"],
        "Engines": ["Domain", "Ports", "HTTP", "Sockets", "Crypto"],
        "Wiring": ["Domain", "Ports", "Hosting", "HTTP", "AWSClient", "AWSAdapters", "Crypto"],
        // A room of its own, so that no step but the one that scans has the engines in its zip.
        "EngineWiring": ["Ports", "Hosting", "HTTP", "AWSClient", "Engines", "Wiring"],

        // What never ships in a zip.
        "HTTPServer": libc.union(["HTTP", "Sockets", "SystemCalls"]),
        "Template": ["YAML"],
        "Simulation": [],
        // AWSClient for the signatures, texts and values that both sides of a call share; Hosting for the handlers that
        // run in its own process.
        "LocalCloud": [
            "AWSClient", "Crypto", "Events", "Files", "HTTP", "HTTPServer", "Hosting", "Processes", "SQLite", "Sockets",
            "SystemCalls", "Template",
        ],
        "AllFunctions": step.union(["AWSClient", "EngineWiring", "Wiring"]).union(steps),
        "Client": ["Domain", "HTTP", "Crypto", "XZ", "SQLite", "FoundationEssentials"],
        "assay": ["Client", "FoundationEssentials"],
    ]

    /// A step touches the world through ports, never through an adapter, a C module or another step.
    ///
    /// Inspection looks at bytes that a port reads, and touches nothing itself.
    static let step: Set<String> = ["Domain", "Ports", "Hosting", "Events", "Inspection"]

    /// The steps themselves, as modules.
    static let steps: Set<String> = [
        "Authorize", "Confirm", "Delete", "ExtractMetadata", "Hash", "Orchestrate", "Presign", "Query", "Rescan",
        "Scan",
        "Sweep", "Uploaded", "WriteResult",
    ]

    /// A step's `main` is wiring, and may name its own step; the engines are in the scanner's zip alone.
    static func main(of step: String) -> Set<String> {
        let wiring: Set<String> = ["Hosting", "LambdaHost", "QueueHost", "Wiring"]
        return step == "scan" ? wiring.union(["EngineWiring"]) : wiring
    }

    /// The runner hosts everything, but leaves C to its rooms.
    static let runnerRefuses: Set<String> = ["Foundation", "Glibc"]
}
