/// A certificate authority that lives as long as a test's folder, and the servers that it vouches for.
package struct TestAuthority {
    private let folder: String
    private let name: String

    package init(_ name: String, in folder: String) throws(ProgramFailure) {
        self.folder = folder
        self.name = name
        try write("[req]\ndistinguished_name = dn\n[dn]\n", to: "\(folder)/openssl.cnf")
        try issue(name, "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=keyCertSign")
    }

    /// The authority's own certificate, for a client to trust.
    package var file: String { "\(folder)/\(name).pem" }

    /// An HTTPS server on loopback that answers a GET of /x with the file x of the folder, head and body.
    package func server(
        for names: String = "DNS:localhost,IP:127.0.0.1",
        _ options: String...
    ) throws -> TestServer {
        let leaf = "\(name)-server"
        try issue(leaf, for: names)
        return try TestServer(
            ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", "\(leaf).pem", "-key", "\(leaf).key", "-HTTP"]
                + options,
            in: folder
        )
    }

    /// Makes `leaf`.pem and `leaf`.key in the folder: `DNS:localhost,IP:127.0.0.1` are names.
    package func issue(_ leaf: String, for names: String) throws(ProgramFailure) {
        try issue(leaf, "-CA", file, "-CAkey", "\(folder)/\(name).key", "-addext", "subjectAltName=\(names)")
    }

    private func issue(_ leaf: String, _ more: String...) throws(ProgramFailure) {
        let (status, output) = try Program(
            ["openssl", "req", "-config", "openssl.cnf", "-x509", "-newkey", "ec", "-pkeyopt"]
                + ["ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=\(leaf)"]
                + ["-keyout", "\(leaf).key", "-out", "\(leaf).pem"] + more,
            in: folder
        ).finished()
        guard status == 0 else { throw .ended(["openssl", "req", leaf], status: status, output: output) }
    }
}

/// A server that runs until it goes out of scope.
package struct TestServer: ~Copyable {
    private let process: Program
    package let port: String

    /// Waits until the program says that it listens: `ACCEPT 127.0.0.1:40123`.
    fileprivate init(_ arguments: [String], in folder: String) throws(ProgramFailure) {
        var process = try Program(arguments, in: folder)
        var said = ""
        while let line = process.line() {
            said += line + "\n"
            if line.hasPrefix("ACCEPT "), let port = line.split(separator: ":").last {
                self.port = String(port)
                self.process = process
                return
            }
        }
        throw .ended(arguments, status: process.finished().status, output: said)
    }
}
