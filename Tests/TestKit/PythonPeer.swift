import Glibc

/// A Python package that tests compare with, where `scripts/python-peers` could install it.
package enum PythonPeer: String, Sendable {
    case awscli, botocore, moto, samtranslator
    case samcli = "aws-sam-cli"

    /// Whether its list of packages is installed, to the last line.
    package var isInstalled: Bool { access("\(Self.folder)/\(list)", R_OK) == 0 }

    /// Why a test that wants it is skipped.
    package var absence: String { "\(rawValue) is not installed: scripts/python-peers could not get it" }

    /// The words that run a program of Tests/python.
    package static func command(_ program: String) -> [String] {
        let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        return ["\(folder)/bin/python", "-I", "/\(tests)/python/\(program).py"]
    }

    private var list: String {
        switch self {
        case .awscli: "awscli.txt"
        case .botocore: "requirements.txt"
        case .moto: "emulator.txt"
        case .samtranslator: "template.txt"
        case .samcli: "events.txt"
        }
    }

    private static var folder: String {
        let cache = variable("XDG_CACHE_HOME") ?? (variable("HOME") ?? "") + "/.cache"
        return cache + "/assay/python"
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
