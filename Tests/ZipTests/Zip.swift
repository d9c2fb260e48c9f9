import Glibc
import TestKit
import Testing

/// A function's zip in build/zips.
struct Zip: CustomTestStringConvertible {
    let function: String

    var path: String { "\(Zip.repository)/build/zips/\(function).zip" }
    var exists: Bool { access(path, R_OK) == 0 }
    var testDescription: String { function }

    /// Makes the executable of the zip a file of the folder.
    func bootstrap(in folder: String) throws -> String {
        try run("unzip", "-q", path, "bootstrap", in: folder)
        return "\(folder)/bootstrap"
    }

    /// Every function that ships, or where zips are not required, those that were packaged.
    static let all: [Zip] = {
        do {
            if areRequired { return try functions().map(Zip.init) }
            return try run("find", "build/zips", "-name", "*.zip", "-printf", "%f\n", in: repository)
                .split(separator: "\n").sorted().map { Zip(function: String($0.dropLast(4))) }
        } catch {
            return []
        }
    }()

    static let areRequired = getenv("ASSAY_REQUIRE_ZIPS").map { String(cString: $0) } == "1"
    static let areWanted = areRequired || !all.isEmpty
    static let whyNot: Comment = "there is no zip in build/zips: make package"

    static let repository = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }

    /// What the package says with ASSAY_ZIPS set, asked in the scratch folder of `make package`.
    static func functions() throws -> [String] {
        let ask = "ASSAY_ZIPS=1 swift package --scratch-path .build/zips show-executables --format flatlist 2>/dev/null"
        return try run("bash", "-c", ask, in: repository).split(separator: "\n").map(String.init)
    }
}
