import Files
import Testing

@testable import local_runner

/// Which functions a change touches, and what builds them.
struct RebuildTests {
    private static let presign = WatchedFunction(id: "Presign", folder: "functions/presign", build: .product("presign"))
    private static let scan = WatchedFunction(id: "Scan", folder: "functions/scan", build: .make(into: "build/scan"))
    private static let rebuild = Rebuild(common: ["Sources"], functions: [presign, scan])

    @Test(arguments: [
        (FolderChange.paths(["functions/presign/Presign.swift"]), ["Presign"]),
        (.paths(["functions/scan/main/Main.swift", "functions/presign/Presign.swift"]), ["Presign", "Scan"]),
        (.paths(["Sources/Domain/Document.swift"]), ["Presign", "Scan"]),
        (.paths(["Sources"]), ["Presign", "Scan"]),
        (.paths(["functions/presigned/Other.swift", "SourcesToo/a", "docs/a.md"]), []),
        (.paths(["functions"]), ["Presign", "Scan"]),
        (.paths([]), []),
        (.everything, ["Presign", "Scan"]),
    ])
    func `its own folder touches a function, and what is common all of them`(_ change: FolderChange, _ ids: [String]) {
        #expect(Self.rebuild.affected(by: change).map(\.id) == ids)
    }

    @Test func `all that may touch a function is watched`() {
        #expect(Self.rebuild.folders == ["Sources", "functions/presign", "functions/scan"])
    }

    @Test func `a function is built as a product, or as SAM builds it`() {
        #expect(BuildCommand(Self.presign)?.words == ["swift", "build", "--product", "presign"])
        #expect(BuildCommand(Self.presign)?.variables == [:])
        #expect(BuildCommand(WatchedFunction(id: "Theirs", folder: "theirs", build: .none)) == nil)
        #expect(BuildCommand(Self.scan)?.words == ["make", "build-Scan"])
        #expect(BuildCommand(Self.scan)?.variables == ["ARTIFACTS_DIR": "build/scan"])
    }

    @Test(arguments: [
        (".build", true), (".git", true), (".Main.swift.swp", true), ("Main.swift~", true), ("4913", true),
        (".#Main.swift", true), ("#Main.swift#", true), (".swiftpm", true),
        ("Main.swift", false), (".env", false), ("#", true), ("swp", false), ("a.swp", false), ("build", false),
    ])
    func `what editors and compilers leave is noise`(_ name: String, _ isNoise: Bool) {
        #expect(SourceWatch.isNoise(name) == isNoise)
    }
}
