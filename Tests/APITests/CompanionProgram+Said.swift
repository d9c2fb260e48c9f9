import Files
import Processes
import TestKit

extension CompanionProgram {
    /// What a program writes until it ends.
    static func said(by command: [String], _ environment: [String: String]) async throws -> String {
        let (output, ended) = (Shared<[UInt8]>([]), Milestone())
        _ = try await CompanionProgram.start(.init(command, environment: environment)) { bytes in
            output.withLock { $0 += bytes }
        } takeEnd: { _ in
            ended.reach()
        }
        await ended.wait()
        return String(decoding: output.withLock { $0 }, as: UTF8.self)
    }
}

/// A file of the repository whose tests these are.
enum RepositoryFile {
    static func path(_ name: String) -> String {
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/" + name
    }

    static func text(_ name: String) throws -> String {
        String(decoding: try SystemFiles().read(path(name)) ?? [], as: UTF8.self)
    }
}
