import HTTP
import TestKit
import Testing

@Suite struct CertificateAuthoritiesTests {
    @Test(arguments: CertificateAuthorities.knownFiles)
    func `a system's own file is found`(path: String) throws {
        #expect(try place(exists: { $0 == path }) == .file(path))
    }

    @Test(arguments: CertificateAuthorities.knownFolders)
    func `a system's own folder is found, and goes before its file`(path: String) throws {
        #expect(try place(holdsHashes: { $0 == path }) == .folder(path))
    }

    @Test(arguments: [
        (["AWS_CA_BUNDLE": "/a", "SSL_CERT_FILE": "/s"], CertificateAuthorities.Place.file("/a")),
        (["SSL_CERT_FILE": "/s"], .file("/s")),
        (["AWS_CA_BUNDLE": "", "SSL_CERT_FILE": "/s"], .file("/s")),
        (["AWS_CA_BUNDLE": "", "SSL_CERT_FILE": ""], .folder(CertificateAuthorities.knownFolders[0])),
        (["AWS_CA_BUNDLE": "/hashes"], .folder("/hashes")),
    ])
    func `a variable goes before the system, and an empty one is unset`(
        environment: [String: String],
        expected: CertificateAuthorities.Place
    ) throws {
        #expect(try place(setting: { environment[$0] }, holdsHashes: { !["/a", "/s"].contains($0) }) == expected)
    }

    @Test(arguments: CertificateAuthorities.variables)
    func `a variable that names no file is an error, not a reason to look further`(variable: String) {
        #expect(throws: CertificateAuthoritiesMissing.variableNamesNoFile(variable: variable, path: "/gone")) {
            try place(setting: { $0 == variable ? "/gone" : nil }, exists: { $0 != "/gone" })
        }
    }

    @Test func `finding nothing says where it looked`() throws {
        let failure = try #require(throws: CertificateAuthoritiesMissing.self) { try place(exists: { _ in false }) }
        let places = CertificateAuthorities.knownFiles + CertificateAuthorities.knownFolders
        for place in places + CertificateAuthorities.variables {
            #expect("\(failure)".contains(place))
        }
    }

    @Test(arguments: [
        ("5ed36f99.0", true), ("ca-certificates.crt", false), ("5ed36f99.pem", false), ("5ED36F99.0", false),
        ("5ed36f9.0", false), ("5ed36f99.", false),
    ])
    func `a folder holds hashes where a file is named by one`(name: String, isHash: Bool) throws {
        try withTemporaryFolder { folder in
            #expect(!CertificateAuthorities.holdsHashes(folder))
            try write("", to: "\(folder)/\(name)")
            #expect(CertificateAuthorities.holdsHashes(folder) == isHash)
        }
    }

    private func place(
        setting: (String) -> String? = { _ in nil },
        holdsHashes: (String) -> Bool = { _ in false },
        exists: (String) -> Bool = { _ in true }
    ) throws -> CertificateAuthorities.Place {
        try CertificateAuthorities(setting: setting, exists: exists, holdsHashes: holdsHashes).place
    }
}
