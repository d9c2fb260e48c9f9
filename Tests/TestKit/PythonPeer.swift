import Glibc

/// A Python package that tests compare with, where `scripts/python-peers` could install it.
package enum PythonPeer: String, Sendable {
    case awscli, botocore, ministack, moto, samtranslator, schemathesis
    case samcli = "aws-sam-cli"

    /// Whether its list of packages is installed, to the last line.
    package var isInstalled: Bool { access("\(folder)/\(list)", R_OK) == 0 }

    /// Why a test that wants it is skipped.
    package var absence: String { "\(rawValue) is not installed: scripts/python-peers could not get it" }

    /// The words that run a program of Tests/python.
    package static func command(_ program: String) -> [String] {
        let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        let peer = PythonPeer(rawValue: program) ?? .botocore
        return ["\(peer.folder)/bin/python", "-I", "/\(tests)/python/\(program).py"]
    }

    /// Where the packages' own programs are.
    package static var programs: String { "\(PythonPeer.botocore.folder)/bin" }

    private var list: String {
        switch self {
        case .awscli: "awscli.txt"
        case .botocore: "requirements.txt"
        case .ministack: "ministack.txt"
        case .moto: "emulator.txt"
        case .samtranslator: "template.txt"
        case .schemathesis: "schemathesis.txt"
        case .samcli: "events.txt"
        }
    }

    /// MiniStack wants another botocore than ours, so it has an environment of its own.
    private var folder: String {
        let cache = Self.variable("XDG_CACHE_HOME") ?? (Self.variable("HOME") ?? "") + "/.cache"
        return cache + "/assay/" + (self == .ministack ? "ministack" : "python")
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
