import TestKit
import Testing

@Suite(
    .enabled(if: Zip.areWanted, Zip.whyNot),
    .enabled(if: EmptyRoot.obstacle == nil, Comment(rawValue: EmptyRoot.obstacle ?? ""))
)
struct EmptyRootTests {
    private static let amazonLinux = "/etc/pki/tls/certs/ca-bundle.crt"

    /// A function that needs settings says which: that is a start too.
    @Test(arguments: Zip.all)
    func `every function starts and speaks to the Runtime API`(zip: Zip) throws {
        try withTemporaryFolder { folder in
            let (ending, text) = try EmptyRoot(certificates: Self.amazonLinux, in: folder).ask(zip, "{}")
            #expect(ending != .neither, "\(text)")
        }
    }

    @Test(arguments: [#"{"op":"echo","text":"hello"}"#, #"{"op":"sleep","ms":5}"#, #"{"op":"ctx"}"#])
    func `an event is answered`(event: String) throws {
        try withTemporaryFolder { folder in
            let root = try EmptyRoot(certificates: nil, in: folder)
            let (ending, text) = try root.ask(Zip(function: "runtime-probe"), event)
            #expect(ending == .answered, "\(text)")
        }
    }

    @Test(arguments: [
        amazonLinux,
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/pki/ca-trust/extracted/pem/directory-hash/",
        "/etc/ssl/certs/",
    ])
    func `a name is found by DNS, and TLS trusts the image's certificates`(certificates: String) throws {
        try expectPage(from: "by-dns.test", certificates)
    }

    @Test func `a name is found in hosts`() throws {
        try expectPage(from: "by-hosts.test", Self.amazonLinux)
    }

    @Test(arguments: ["AWS_CA_BUNDLE", "SSL_CERT_FILE"])
    func `a variable says where the certificates are`(variable: String) throws {
        try expectPage(from: "by-dns.test", "/own/certificates.pem", "\(variable)=/own/certificates.pem")
    }

    @Test func `DNS is asked whatever nsswitch_conf says`() throws {
        try withTemporaryFolder { folder in
            let root = try EmptyRoot(certificates: Self.amazonLinux, nameServices: "files", in: folder)
            let (ending, text) = try root.ask(probe, #"{"op":"https","host":"by-dns.test","target":"/page"}"#)
            #expect(ending == .answered, "\(text)")
        }
    }

    @Test func `a server of another authority is refused`() throws {
        try withTemporaryFolder { folder in
            let root = try EmptyRoot(certificates: Self.amazonLinux, strange: true, in: folder)
            let (ending, text) = try root.ask(probe, #"{"op":"https","host":"by-dns.test","target":"/page"}"#)
            #expect(ending == .error)
            #expect(text.contains("untrusted"), "\(text)")
        }
    }

    @Test func `a name that nobody knows fails the request, not the function`() throws {
        try withTemporaryFolder { folder in
            let root = try EmptyRoot(certificates: Self.amazonLinux, in: folder)
            let (ending, text) = try root.ask(probe, #"{"op":"https","host":"unknown.test","target":"/page"}"#)
            #expect(ending == .error)
            #expect(text.contains("Could not resolve host: unknown.test"), "\(text)")
        }
    }

    @Test func `an image without certificates fails the start, which says where it looked`() throws {
        try withTemporaryFolder { folder in
            let root = try EmptyRoot(certificates: nil, in: folder)
            let (ending, text) = try root.ask(probe, #"{"op":"https","host":"by-dns.test","target":"/page"}"#)
            #expect(ending == .initError)
            #expect(text.contains(Self.amazonLinux), "\(text)")
        }
    }

    private let probe = Zip(function: "aws-probe")

    private func expectPage(from host: String, _ certificates: String, _ variables: String...) throws {
        try withTemporaryFolder { folder in
            let root = try EmptyRoot(certificates: certificates, in: folder)
            let event = #"{"op":"https","host":"\#(host)","target":"/page"}"#
            let (ending, text) = try root.ask(probe, event, variables)
            #expect(ending == .answered, "\(text)")
            #expect(text.contains(#""status":200,"bytes":8"#), "\(text)")
            #expect(
                text.contains(certificates.hasSuffix("/") ? String(certificates.dropLast()) : certificates),
                "\(text)"
            )
        }
    }
}
