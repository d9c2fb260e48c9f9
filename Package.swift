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
        room("Sockets", imports: ["CLinux"]),
        room("Events"),
        room("Hosting", imports: ["Encoding", "Events", "JSON", "Time"]),
        room("LambdaHost", imports: ["CLinux", "Encoding", "Hosting", "JSON", "Sockets", "Time"]),

        // Programs that `make bench` measures.
        bootstrap("runtime-probe", in: "Benchmarks", imports: ["Hosting", "JSON", "LambdaHost", "Sockets", "Time"]),
        benchmark("json-codec", imports: ["JSON"]),

        // Tests.
        .target(name: "TestKit", dependencies: ["Sockets", "Time"], path: "Tests/TestKit"),
        tests("EncodingTests", of: ["Encoding"]),
        tests("HostingTests", of: ["Hosting", "JSON", "TestKit", "Time"]),
        tests("JSONTests", of: ["JSON"]),
        tests("LambdaHostTests", of: ["Hosting", "LambdaHost", "TestKit", "runtime-probe"]),
        tests("SocketsTests", of: ["Sockets", "TestKit"]),
        tests("TidyTests", of: []),
        tests("TimeTests", of: ["Time", "TestKit"]),
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
        linkerSettings: Context.environment["ASSAY_ZIPS"] == nil ? [] : [.unsafeFlags(["-static-executable"])]
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

/// A libFuzzer program of Tests/Fuzz/, built and run by scripts/fuzz alone: nothing else links with its main.
func fuzz(_ name: String, of rooms: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: ["FuzzDriver"] + rooms, path: "Tests/Fuzz/\(name)")
}

if Context.environment["ASSAY_FUZZ"] != nil {
    package.targets += [
        .target(name: "FuzzDriver", path: "Tests/Fuzz/FuzzDriver"),
        fuzz("JSONFuzz", of: ["JSON"]),
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
