import Files
import Processes
import Template
import Time

/// Where the program of a function is.
struct FunctionCode: Sendable {
    let program: String
    let folder: String

    /// What the template names comes first, for it may be any vendor's; then what `swift build` made, then the zip that
    /// `make package` made.
    ///
    /// - Parameters:
    ///   - root: where the template lies.
    ///   - scratch: where zips are unpacked.
    static func find(
        _ function: Template.Function,
        below root: String,
        unpackingTo scratch: String
    ) async throws(NoCode) -> FunctionCode {
        var looked: [String] = []
        if let place = function.codePath, !place.hasPrefix("s3://") {
            let name = place.hasSuffix("/") ? String(place.dropLast()) : place
            let path = name.hasPrefix("/") ? name : "\(root)/\(name)"
            if let code = FunctionCode(inFolder: path) { return code }
            if path.hasSuffix(".zip"), FileStatus.isFile(path) {
                return try await unpack(path, function, into: scratch)
            }
            looked.append("\(path)/bootstrap")
        }
        for name in names(of: function.id) {
            let built = "\(root)/.build/debug/\(name)"
            if FileStatus.isProgram(built) { return FunctionCode(program: FileStatus.absolute(built), folder: root) }
            looked.append(built)
            let zip = "\(root)/build/zips/\(name).zip"
            if FileStatus.isFile(zip) { return try await unpack(zip, function, into: scratch) }
            looked.append(zip)
        }
        throw NoCode(reason: "\(function.id) has no program; none of these is there: \(looked.joined(separator: ", "))")
    }

    private init?(inFolder path: String) {
        guard FileStatus.isProgram("\(path)/bootstrap") else { return nil }
        let folder = FileStatus.absolute(path)
        self.init(program: "\(folder)/bootstrap", folder: folder)
    }

    private init(program: String, folder: String) {
        self.program = program
        self.folder = folder
    }

    /// `ScanSomeVendor` is `scan-some-vendor`, and `scan` where no such program exists, as scripts/package has it.
    static func names(of logicalID: String) -> [String] {
        var words = ""
        var last: Character?
        for letter in logicalID {
            if letter.isUppercase, let last, last.isLowercase || last.isNumber { words.append("-") }
            words.append(contentsOf: letter.lowercased())
            last = letter
        }
        var names = [words]
        while let dash = words.lastIndex(of: "-") {
            words = String(words[..<dash])
            names.append(words)
        }
        return names
    }

    private static func unpack(
        _ zip: String,
        _ function: Template.Function,
        into scratch: String
    ) async throws(NoCode) -> FunctionCode {
        let folder = "\(scratch)/\(function.id)"
        do throws(ProgramFault) {
            let deadline = SystemClock().now + longestUnpacking
            _ = try await SystemPrograms().run(
                ["unzip", "-q", "-o", zip, "-d", folder],
                outputLimit: 65_536,
                deadline: deadline
            )
        } catch {
            throw NoCode(reason: "\(function.id): \(zip) cannot be unpacked by unzip: \(error)")
        }
        if let code = FunctionCode(inFolder: folder) { return code }
        throw NoCode(reason: "\(function.id): \(zip) holds no bootstrap that can be run")
    }

    private static let longestUnpacking = Duration.seconds(60)
}

/// Why a function cannot be run as a program.
struct NoCode: Error, Sendable {
    let reason: String
}
