import TestKit
import Testing

/// A root with the few files of /etc that a base image has, and what its processes can reach.
struct EmptyRoot {
    private let folder: String

    /// The certificate of the authority that vouches for the server stands in `certificates`; nil for none, and under
    /// its hash in what ends with a slash.
    ///
    /// With `strange` another authority's stands there. The name services are a desktop's, of which a static executable
    /// must load none.
    init(
        certificates: String?,
        strange: Bool = false,
        nameServices: String = "files myhostname resolve dns",
        in folder: String
    ) throws {
        self.folder = folder
        try run("mkdir", "-p", "\(folder)/root/etc")
        try write("127.0.0.1 localhost by-hosts.test\n", to: "\(folder)/root/etc/hosts")
        try write("nameserver 127.0.0.1\n", to: "\(folder)/root/etc/resolv.conf")
        try write("hosts: \(nameServices)\n", to: "\(folder)/root/etc/nsswitch.conf")
        try write("HTTP/1.0 200 OK\r\n\r\nthe page", to: "\(folder)/page")
        let authority = try TestAuthority("authority", in: folder)
        try authority.issue("server", for: "DNS:by-dns.test,DNS:by-hosts.test")
        guard let certificates else { return }
        let trusted = strange ? try TestAuthority("strange", in: folder) : authority
        let path = "\(folder)/root\(certificates)"
        if certificates.hasSuffix("/") {
            try run("install", "-D", "-t", path, trusted.file)
            try run("openssl", "rehash", path)
        } else {
            try run("install", "-D", trusted.file, path)
        }
    }

    /// Hands the function one event, and gives what it answered after how it answered.
    func ask(_ zip: Zip, _ event: String, _ variables: [String] = []) throws -> (ending: Ending, text: String) {
        let bootstrap = try zip.bootstrap(in: folder)
        let script = "\(Zip.repository)/scripts/in-empty-root"
        let (status, output) = try Program([script, bootstrap, folder, event] + variables).finished()
        return (Ending(rawValue: status) ?? .neither, output)
    }

    /// What runtime-driver's status says.
    enum Ending: Int32 {
        case answered = 0, error = 3, initError = 4, neither = -1
    }

    /// Why this machine cannot, or nil.
    static let obstacle: String? = {
        do {
            let (status, output) = try Program(["\(Zip.repository)/scripts/in-empty-root", "--possible"]).finished()
            return status == 0 ? nil : output
        } catch {
            return "\(error)"
        }
    }()
}
