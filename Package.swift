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
        room("Hosting", imports: ["Encoding", "Events", "JSON", "Ports", "Time"]),
        room("AWSClient", imports: ["Crypto", "Encoding", "Files", "HTTP", "JSON", "Processes", "Time"]),
        room(
            "AWSAdapters",
            imports: [
                "AWSClient", "Crypto", "Domain", "Encoding", "Events", "HTTP", "Hosting", "JSON", "Ports", "Time",
            ]
        ),
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

        // What developers and those on call use.
        .executableTarget(
            name: "local-runner",
            dependencies: [
                "AWSAdapters", "AWSClient", "Encoding", "Files", "HTTP", "HTTPServer", "Hosting", "JSON", "LocalCloud",
                "Processes", "SQLite", "Simulation", "Sockets", "SystemCalls", "Template", "Time",
            ],
            path: "local-runner"
        ),

        // Programs that `make bench` measures.
        bootstrap("runtime-probe", in: "Benchmarks", imports: ["Hosting", "JSON", "LambdaHost", "Sockets", "Time"]),
        bootstrap(
            "aws-probe",
            in: "Benchmarks",
            imports: ["AWSClient", "HTTP", "Hosting", "LambdaHost", "Time"]
        ),
        .target(name: "BenchKit", dependencies: ["HTTP"], path: "Benchmarks/BenchKit"),
        benchmark("aws-calls", imports: ["AWSClient", "BenchKit", "HTTP", "JSON", "Time"]),
        benchmark("crypto-primitives", imports: ["Crypto", "JSON", "Time"]),
        benchmark("json-codec", imports: ["JSON"]),
        benchmark("http-transport", imports: ["BenchKit", "HTTP"]),
        benchmark("http-server", imports: ["HTTP", "HTTPServer"]),
        benchmark("local-cloud", imports: ["AWSClient", "Files", "HTTP", "Time"]),
        benchmark("presign", imports: ["AWSClient", "HTTP", "JSON", "Time"]),

        // Tests.
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
        tests("CryptoTests", of: ["Crypto", "Encoding", "TestKit", "Time"]),
        tests("DomainTests", of: ["Domain", "JSON", "Time"]),
        tests("EncodingTests", of: ["Encoding"]),
        tests(
            "FaultTests",
            of: ["AWSClient", "Crypto", "Encoding", "Files", "HTTP", "Hosting", "Ports", "TestKit", "Time"]
        ),
        tests("FilesTests", of: ["Files", "TestKit"]),
        tests("HTTPServerTests", of: ["HTTP", "HTTPServer", "Sockets", "TestKit", "Time"]),
        tests("HTTPTests", of: ["HTTP", "TestKit"]),
        tests("HostingTests", of: ["Domain", "Hosting", "JSON", "Ports", "TestKit", "Time"]),
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
                "AWSAdapters", "AWSClient", "Events", "Files", "HTTP", "Hosting", "JSON", "LocalCloud", "Processes",
                "SystemCalls", "Template", "TestKit", "Time", "local-runner", "runtime-probe",
            ]
        ),
        tests("PortsTests", of: ["Domain", "Ports", "Time"]),
        tests("ProcessesTests", of: ["Processes", "TestKit", "Time"]),
        tests("SQLiteTests", of: ["SQLite", "TestKit"]),
        tests("SimulationTests", of: ["Simulation", "Time"]),
        tests("SocketsTests", of: ["Sockets", "TestKit"]),
        tests("TemplateTests", of: ["Files", "JSON", "Template", "TestKit", "YAML"]),
        tests("TidyTests", of: []),
        tests("TimeTests", of: ["Time", "TestKit"]),
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
        path: "\(folder)/\(name)",
        linkerSettings: makesZips() ? [.unsafeFlags(["-static-executable"])] : nil
    )
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
        fuzz("HTTPServerFuzz", of: ["HTTPServer"]),
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

for target in package.targets where target.type != .system {
    target.swiftSettings = strict + (target.swiftSettings ?? [])
}
