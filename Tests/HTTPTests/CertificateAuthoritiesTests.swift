import HTTP
import Testing

@Suite struct CertificateAuthoritiesTests {
    @Test(arguments: CertificateAuthorities.knownPaths)
    func `a system's own file is found`(path: String) throws {
        #expect(try CertificateAuthorities(setting: unset) { $0 == path }.file == path)
    }

    @Test(arguments: [
        (["AWS_CA_BUNDLE": "/a", "SSL_CERT_FILE": "/s"], "/a"),
        (["SSL_CERT_FILE": "/s"], "/s"),
        (["AWS_CA_BUNDLE": "", "SSL_CERT_FILE": "/s"], "/s"),
        (["AWS_CA_BUNDLE": "", "SSL_CERT_FILE": ""], "/etc/pki/tls/certs/ca-bundle.crt"),
    ])
    func `a variable goes before the system, and an empty one is unset`(
        environment: [String: String],
        file: String
    ) throws {
        #expect(try CertificateAuthorities(setting: { environment[$0] }) { _ in true }.file == file)
    }

    @Test(arguments: CertificateAuthorities.variables)
    func `a variable that names no file is an error, not a reason to look further`(variable: String) {
        #expect(throws: CertificateAuthoritiesMissing.variableNamesNoFile(variable: variable, path: "/gone")) {
            try CertificateAuthorities(setting: { $0 == variable ? "/gone" : nil }) { $0 != "/gone" }
        }
    }

    @Test func `finding nothing says where it looked`() throws {
        let failure = try #require(throws: CertificateAuthoritiesMissing.self) {
            try CertificateAuthorities(setting: unset) { _ in false }
        }
        for place in CertificateAuthorities.knownPaths + CertificateAuthorities.variables {
            #expect("\(failure)".contains(place))
        }
    }
}

private func unset(_ variable: String) -> String? { nil }
