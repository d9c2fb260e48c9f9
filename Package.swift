// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "assay",
    targets: [
        // Rooms, each above what it imports.
        room("JSON"),

        // Benchmarks.
        benchmark("json-codec", imports: "JSON"),

        // Tests.
        tests("JSONTests", of: "JSON"),
    ]
)

/// One room of the house: a folder of Sources/ and what it may import.
func room(_ name: String, imports: Target.Dependency...) -> Target {
    .target(name: name, dependencies: imports)
}

/// An executable that ships in a zip: linked with nothing shared when `make package` asks for it (ASSAY_ZIPS).
func bootstrap(_ name: String, in folder: String, imports: Target.Dependency...) -> Target {
    .executableTarget(
        name: name,
        dependencies: imports,
        path: folder,
        linkerSettings: Context.environment["ASSAY_ZIPS"] == nil ? [] : [.unsafeFlags(["-static-executable"])]
    )
}

/// A program of Benchmarks/ that measures one thing and ends with a line of JSON.
func benchmark(_ name: String, imports: Target.Dependency...) -> Target {
    .executableTarget(name: name, dependencies: imports, path: "Benchmarks/\(name)")
}

/// The tests of one or more rooms: a folder of Tests/.
func tests(_ name: String, of rooms: Target.Dependency...) -> Target {
    .testTarget(name: name, dependencies: rooms)
}

/// A libFuzzer program of Tests/Fuzz/, built and run by scripts/fuzz alone: nothing else links with its main.
func fuzz(_ name: String, of rooms: Target.Dependency...) -> Target {
    .executableTarget(name: name, dependencies: ["FuzzDriver"] + rooms, path: "Tests/Fuzz/\(name)")
}

if Context.environment["ASSAY_FUZZ"] != nil {
    package.targets += [
        .target(name: "FuzzDriver", path: "Tests/Fuzz/FuzzDriver"),
        fuzz("JSONFuzz", of: "JSON"),
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
]

for target in package.targets where target.type != .system {
    target.swiftSettings = strict + (target.swiftSettings ?? [])
}
