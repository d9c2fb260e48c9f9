// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "assay",
    targets: [
        // Rooms, each above what it imports.
        .systemLibrary(name: "CLinux"),
        room("Encoding"),
        room("JSON"),
        room("Time"),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        room("Crypto", imports: ["CCrypto", "Encoding", "Time"]),
        room("SystemCalls", imports: ["CLinux"]),
        room("Sockets", imports: ["CLinux", "SystemCalls"]),
        room("Files", imports: ["SystemCalls"]),
        room("Processes", imports: ["CLinux", "SystemCalls", "Time"]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        room("HTTP", imports: ["CCurl", "Sockets", "Time"]),
        room("HTTPServer", imports: ["CLinux", "HTTP", "SystemCalls", "Time"]),
        room("Events"),
        room("Domain", imports: ["Encoding", "JSON", "Time"]),
        room("Ports", imports: ["Domain", "Time"]),
        room("Inspection", imports: ["Domain", "Encoding", "JSON", "Ports", "Time"]),
        room("Hosting", imports: ["Domain", "Encoding", "Events", "JSON", "Ports", "Time"]),
        room("AWSClient", imports: ["Crypto", "Encoding", "Files", "HTTP", "JSON", "Processes", "Time"]),
        room(
            "AWSAdapters",
            imports: [
                "AWSClient", "Crypto", "Domain", "Encoding", "Events", "HTTP", "Hosting", "JSON", "Ports", "Time",
            ]
        ),
        room("Engines", imports: ["Domain", "HTTP", "JSON", "Ports", "Time"]),
        room(
            "Wiring",
            imports: ["AWSAdapters", "AWSClient", "Crypto", "Domain", "HTTP", "Hosting", "Ports", "Time"]
        ),
        // Apart, so that no zip but the scanner's has the engines in it.
        room("EngineWiring", imports: ["AWSClient", "Engines", "HTTP", "Hosting", "JSON", "Ports", "Wiring"]),
        .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
        room("YAML", imports: ["CYAML", "JSON"]),
        room("Template", imports: ["Encoding", "JSON", "YAML"]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        room("SQLite", imports: ["CSQLite"]),
        room(
            "LocalCloud",
            imports: [
                "AWSClient", "Crypto", "Encoding", "Files", "HTTP", "HTTPServer", "Hosting", "JSON", "Processes",
                "SQLite", "Template", "Time",
            ]
        ),
        room("Simulation", imports: ["Time"]),
        room("LambdaHost", imports: ["CLinux", "Encoding", "Hosting", "JSON", "Sockets", "SystemCalls", "Time"]),

        // The steps of the flow: a library and the executable that hosts it.
    ]
        + step("presign")
        + step("confirm")
        + step("query")
        + step("rescan")
        + step("delete")
        + step("authorize")
        + step("uploaded")
        + step("hash")
        + step("extract-metadata", imports: ["Inspection"])
        + step("orchestrate")
        + step("scan", wiring: ["EngineWiring"])
        + step("write-result")
        + step("sweep")
        + [
            // What developers and those on call use.
            room(
                "AllFunctions",
                imports: [
                    "AWSClient", "Authorize", "Confirm", "Delete", "EngineWiring", "ExtractMetadata", "Hash", "Hosting",
                    "Orchestrate", "Presign", "Query", "Rescan", "Scan", "Sweep", "Uploaded", "Wiring", "WriteResult",
                ]
            ),
            .executableTarget(
                name: "local-runner",
                dependencies: [
                    "AWSAdapters", "AWSClient", "AllFunctions", "Encoding", "Files", "HTTP", "HTTPServer", "Hosting",
                    "JSON", "LocalCloud", "Processes", "SQLite", "Simulation", "Sockets", "SystemCalls", "Template",
                    "Time",
                ],
                path: "local-runner"
            ),

            // Programs that `make bench` measures.
            bootstrap(
                "runtime-probe",
                in: "Benchmarks/runtime-probe",
                imports: ["Hosting", "JSON", "LambdaHost", "Sockets", "Time"]
            ),
            bootstrap(
                "aws-probe",
                in: "Benchmarks/aws-probe",
                imports: ["AWSClient", "HTTP", "Hosting", "LambdaHost", "Time"]
            ),
            .target(name: "BenchKit", dependencies: ["HTTP"], path: "Benchmarks/BenchKit"),
            benchmark("aws-calls", imports: ["AWSClient", "BenchKit", "HTTP", "JSON", "Time"]),
            benchmark("crypto-primitives", imports: ["Crypto", "JSON", "Time"]),
            benchmark("json-codec", imports: ["JSON"]),
            benchmark("http-transport", imports: ["BenchKit", "HTTP"]),
            benchmark("http-server", imports: ["HTTP", "HTTPServer"]),
            benchmark("local-cloud", imports: ["AWSClient", "Files", "HTTP", "Time"]),
            benchmark(
                "flow",
                imports: [
                    "AWSClient", "BenchKit", "Crypto", "Domain", "FlowKit", "HTTP", "Hosting", "JSON", "LocalCloud",
                    "Ports", "Simulation", "Template", "TestKit", "Time", "Wiring",
                ]
            ),
            benchmark("presigned-urls", imports: ["AWSClient", "HTTP", "JSON", "Time"]),

            // Tests.
            tests(
                "APITests",
                of: [
                    "Authorize", "Confirm", "Delete", "Domain", "Files", "FlowKit", "HTTPServer", "Hosting", "JSON",
                    "LocalCloud", "Presign", "Processes", "Query", "Rescan", "Template", "TestKit", "Time",
                    "YAML",
                ]
            ),
            .target(
                name: "FlowKit",
                dependencies: [
                    "AWSAdapters", "AWSClient", "AllFunctions", "Crypto", "Domain", "Events", "Files", "HTTP",
                    "Hosting",
                    "JSON", "LocalCloud", "Ports", "Processes", "Template", "TestKit", "Time", "Wiring",
                ],
                path: "Tests/FlowKit"
            ),
            .target(name: "TestKit", dependencies: ["CLinux", "Sockets", "Time"], path: "Tests/TestKit"),
            tests(
                "AWSClientTests",
                of: ["AWSClient", "Crypto", "Encoding", "Files", "HTTP", "JSON", "Processes", "TestKit", "Time"]
            ),
            tests(
                "ContractTests",
                of: [
                    "AWSAdapters", "AWSClient", "Crypto", "Domain", "Events", "HTTP", "Hosting", "JSON", "LocalCloud",
                    "Ports", "TestKit", "Time",
                ]
            ),
            tests("AuthorizeTests", of: ["Authorize", "Domain", "FlowKit", "Hosting", "JSON", "Time"]),
            tests("ConfirmTests", of: ["Confirm", "Domain", "FlowKit", "Hosting", "JSON", "Time"]),
            tests("CryptoTests", of: ["Crypto", "Encoding", "TestKit", "Time"]),
            tests("DeleteTests", of: ["Delete", "Domain", "FlowKit", "Hosting", "JSON", "Time"]),
            tests("DomainTests", of: ["Domain", "JSON", "Time"]),
            tests("EncodingTests", of: ["Encoding"]),
            tests(
                "EnginesTests",
                of: ["Crypto", "Domain", "Engines", "HTTP", "JSON", "Ports", "TestKit", "Time"]
            ),
            tests(
                "ExtractMetadataTests",
                of: ["Domain", "ExtractMetadata", "FlowKit", "Hosting", "JSON", "Ports", "Time", "Wiring"]
            ),
            tests(
                "FaultTests",
                of: ["AWSClient", "Crypto", "Encoding", "Files", "HTTP", "Hosting", "Ports", "TestKit", "Time"]
            ),
            tests("FilesTests", of: ["Files", "TestKit"]),
            tests(
                "FlowTests",
                of: [
                    "AWSClient", "Domain", "FlowKit", "HTTP", "JSON", "LocalCloud", "Ports", "Simulation",
                    "SystemCalls", "Template", "TestKit", "Time", "Wiring",
                ]
            ),
            tests("HTTPServerTests", of: ["HTTP", "HTTPServer", "Sockets", "TestKit", "Time"]),
            tests("HTTPTests", of: ["HTTP", "TestKit"]),
            tests("HashTests", of: ["Domain", "FlowKit", "Hash", "Hosting", "Ports", "Time", "Wiring"]),
            tests("HostingTests", of: ["Domain", "Hosting", "JSON", "Ports", "TestKit", "Time"]),
            tests("InspectionTests", of: ["Domain", "Encoding", "Inspection", "JSON", "Ports", "Time"]),
            tests("JSONTests", of: ["JSON"]),
            tests("LambdaHostTests", of: ["Hosting", "LambdaHost", "TestKit", "runtime-probe"]),
            tests(
                "LocalCloudTests",
                of: [
                    "AWSClient", "Crypto", "Encoding", "Events", "Files", "Hosting", "HTTP", "HTTPServer", "JSON",
                    "LambdaHost", "LocalCloud", "Processes", "runtime-probe", "Simulation", "Sockets", "Template",
                    "TestKit", "Time",
                ]
            ),
            tests(
                "LocalRunnerTests",
                of: [
                    "AWSAdapters", "AWSClient", "AllFunctions", "Events", "Files", "HTTP", "HTTPServer", "Hosting",
                    "JSON",
                    "LocalCloud", "Processes", "SystemCalls", "Template", "TestKit", "Time", "local-runner",
                    "runtime-probe",
                ]
            ),
            tests("OrchestrateTests", of: ["Domain", "FlowKit", "Hosting", "Orchestrate", "Ports", "Time", "Wiring"]),
            tests(
                "PresignTests",
                of: ["Crypto", "Domain", "Encoding", "FlowKit", "HTTP", "Hosting", "JSON", "Presign", "Time"]
            ),
            tests("PortsTests", of: ["Domain", "Ports", "Time"]),
            tests("ProcessesTests", of: ["Processes", "TestKit", "Time"]),
            tests(
                "ScanTests",
                of: [
                    "Domain", "EngineWiring", "Engines", "FlowKit", "HTTP", "Hosting", "JSON", "Ports", "Scan",
                    "TestKit", "Time", "Wiring",
                ]
            ),
            tests("QueryTests", of: ["Domain", "FlowKit", "HTTP", "Hosting", "JSON", "Query", "Time"]),
            tests("RescanTests", of: ["Domain", "FlowKit", "Hosting", "JSON", "Rescan", "Time"]),
            tests("SQLiteTests", of: ["SQLite", "TestKit"]),
            tests("SimulationTests", of: ["Simulation", "Time"]),
            tests("SocketsTests", of: ["Sockets", "TestKit"]),
            tests("SweepTests", of: ["Domain", "FlowKit", "Hosting", "JSON", "Ports", "Sweep", "Time", "Wiring"]),
            tests("TemplateTests", of: ["Files", "JSON", "Template", "TestKit", "YAML"]),
            tests("TidyTests", of: []),
            tests("TimeTests", of: ["Time", "TestKit"]),
            tests(
                "UploadedTests",
                of: ["Domain", "Events", "FlowKit", "Hosting", "JSON", "Ports", "Time", "Uploaded", "Wiring"]
            ),
            tests("WriteResultTests", of: ["Domain", "FlowKit", "Hosting", "Ports", "Time", "Wiring", "WriteResult"]),
            tests("YAMLTests", of: ["TestKit", "Time", "YAML"]),
            tests("ZipTests", of: ["TestKit"]),
        ]
)

/// One room of the house: a folder of Sources/ and what it may import.
func room(_ name: String, imports: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: imports)
}

/// An executable that ships in a zip: linked with nothing shared when `make package` asks for it (ASSAY_ZIPS).
func bootstrap(_ name: String, in folder: String, imports: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name,
        dependencies: imports,
        path: folder,
        linkerSettings: makesZips() ? [.unsafeFlags(["-static-executable"])] : nil
    )
}

/// One step: an importable library in functions/<folder>, and the executable that hosts it in functions/<folder>/main.
///
/// `wiring` is what its executable needs beside the wiring of all.
func step(
    _ folder: String,
    imports: [Target.Dependency] = [],
    wiring: [Target.Dependency] = []
) -> [Target] {
    let module = folder.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    let library = Target.target(
        name: module,
        dependencies: ["Domain", "Events", "Hosting", "JSON", "Ports", "Time"] + imports,
        path: "functions/\(folder)",
        exclude: ["main"]
    )
    let main: [Target.Dependency] = [.byName(name: module), "Hosting", "LambdaHost", "Wiring"] + wiring
    return [library, bootstrap(folder, in: "functions/\(folder)/main", imports: main)]
}

/// A program of Benchmarks/ that measures one thing and ends with a line of JSON.
func benchmark(_ name: String, imports: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: imports, path: "Benchmarks/\(name)")
}

/// The tests of one or more rooms, or of programs: a folder of Tests/.
func tests(_ name: String, of rooms: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: rooms)
}

/// Whether `make package` asks: then what ships is linked with nothing shared, and all else is left out.
func makesZips() -> Bool { Context.environment["ASSAY_ZIPS"] != nil }

/// The bootstraps, which alone have linker settings, and all that they import.
func shipped(of targets: [Target]) -> [Target] {
    var names = Set(targets.filter { $0.type == .executable && $0.linkerSettings != nil }.map(\.name))
    var size = 0
    while size < names.count {
        size = names.count
        for target in targets where names.contains(target.name) {
            for case .byNameItem(let name, _) in target.dependencies { names.insert(name) }
        }
    }
    return targets.filter { names.contains($0.name) }
}

if makesZips() { package.targets = shipped(of: package.targets) }

/// A libFuzzer program of Tests/Fuzz/, built and run by scripts/fuzz alone: nothing else links with its main.
func fuzz(_ name: String, of rooms: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: ["FuzzDriver"] + rooms, path: "Tests/Fuzz/\(name)")
}

if Context.environment["ASSAY_FUZZ"] != nil {
    package.targets += [
        .target(name: "FuzzDriver", path: "Tests/Fuzz/FuzzDriver"),
        fuzz("CryptoFuzz", of: ["Crypto", "Time"]),
        fuzz("AWSFuzz", of: ["AWSClient", "HTTP", "JSON"]),
        fuzz("EnginesFuzz", of: ["Domain", "Engines", "HTTP", "JSON", "Ports"]),
        fuzz("HTTPServerFuzz", of: ["HTTPServer"]),
        fuzz("InspectionFuzz", of: ["Inspection", "JSON", "Ports"]),
        fuzz("JSONFuzz", of: ["JSON"]),
        fuzz("LocalS3Fuzz", of: ["AWSClient", "Crypto", "Encoding", "HTTP", "LocalCloud", "Time"]),
        fuzz("TablesFuzz", of: ["AWSClient", "HTTP", "JSON", "LocalCloud", "Time"]),
        fuzz("TemplateFuzz", of: ["Template", "YAML"]),
        fuzz("QueuesFuzz", of: ["AWSClient", "HTTP", "LocalCloud", "Time"]),
        fuzz("ReplyFuzz", of: ["Hosting", "LambdaHost", "Sockets", "TestKit", "Time"]),
    ]
}

/// The strictness of every Swift target, said once.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
    // Regular expressions would put 1.5 MB into every zip, used or not; who wants them imports them.
    .unsafeFlags(["-Xfrontend", "-disable-implicit-string-processing-module-import"]),
]

/// What ships and is not worth its size in speed, as the steps are not: it waits for AWS, or looks at a file once.
let small: Set<String> = ["AWSAdapters", "Domain", "EngineWiring", "Engines", "Events", "Inspection", "Wiring"]

for target in package.targets where target.type != .system {
    target.swiftSettings = strict + (target.swiftSettings ?? [])
    if small.contains(target.name) || target.path?.hasPrefix("functions/") == true {
        target.swiftSettings? += [.unsafeFlags(["-Osize"], .when(configuration: .release))]
    }
}
