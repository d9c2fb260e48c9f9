import Glibc

/// This repository on disk, found from where this file was compiled.
struct Checkout {
    struct Unreadable: Error {
        let path: String
        let code: Int32
    }

    let root: String

    init() {
        // <root>/Tests/TidyTests/Reading/Checkout.swift
        root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
    }

    /// What git tracks and what it would, so that a file is judged before it is added.
    ///
    /// A file that is no UTF-8 is not text and has no part in it, nor has one that was deleted but is still tracked.
    func repository() throws(Unreadable) -> Repository {
        let listing = try output(of: "\(git) ls-files -z --cached --others --exclude-standard")
        var files: [TextFile] = []
        for name in listing.split(separator: 0) {
            let path = String(decoding: name, as: UTF8.self)
            guard access("\(root)/\(path)", F_OK) == 0 else { continue }
            guard let text = String(validating: try contents(of: path), as: UTF8.self) else { continue }
            files.append(TextFile(path, text))
        }
        return Repository(files)
    }

    /// A checkout may belong to somebody else, as one that is mounted into a container does.
    private var git: String {
        let quoted = root.split(separator: "'" as Character, omittingEmptySubsequences: false).joined(
            separator: #"'\''"#
        )
        return "git -c safe.directory='*' -C '\(quoted)'"
    }

    private func contents(of path: String) throws(Unreadable) -> [UInt8] {
        guard let file = fopen("\(root)/\(path)", "r") else { throw Unreadable(path: path, code: errno) }
        defer { fclose(file) }
        return try everything(in: file, named: path)
    }

    private func output(of command: String) throws(Unreadable) -> [UInt8] {
        guard let pipe = popen(command, "r") else { throw Unreadable(path: command, code: errno) }
        let read: [UInt8]
        do {
            read = try everything(in: pipe, named: command)
        } catch {
            pclose(pipe)
            throw error
        }
        let status = pclose(pipe)
        guard status == 0 else { throw Unreadable(path: command, code: status) }
        return read
    }

    private func everything(in file: UnsafeMutablePointer<FILE>, named path: String) throws(Unreadable) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
            bytes += chunk.prefix(count)
        }
        guard ferror(file) == 0 else { throw Unreadable(path: path, code: errno) }
        return bytes
    }
}
