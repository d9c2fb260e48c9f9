import Glibc

/// The Python that has botocore, where `scripts/python-peers` could install it.
enum PythonPeers {
    static var areInstalled: Bool { access("\(folder)/requirements.txt", R_OK) == 0 }

    static var python: String { "\(folder)/bin/python" }

    /// Signs as botocore does: Tests/python/sign.py.
    static var script: String {
        let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        return "/\(tests)/python/sign.py"
    }

    private static var folder: String {
        let cache = variable("XDG_CACHE_HOME") ?? (variable("HOME") ?? "") + "/.cache"
        return cache + "/assay/python"
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
