import Glibc

/// The file that holds the certificates of the authorities that we trust.
///
/// OpenSSL's own default is the folder of the system that built it, and a zip is built elsewhere than it runs.
package struct CertificateAuthorities: Sendable, Hashable {
    package let file: String

    /// Decides for the file.
    ///
    /// A variable that names a file which is not there is an error, not a reason to look further: whoever set it meant
    /// to trust that file and no other.
    package init(
        setting: (String) -> String?,
        exists: (String) -> Bool
    ) throws(CertificateAuthoritiesMissing) {
        for variable in Self.variables {
            guard let path = setting(variable), !path.isEmpty else { continue }
            guard exists(path) else { throw .variableNamesNoFile(variable: variable, path: path) }
            file = path
            return
        }
        guard let path = Self.knownPaths.first(where: exists) else { throw .nowhere(lookedFor: Self.knownPaths) }
        file = path
    }

    /// The file on this machine.
    package init(setting: (String) -> String?) throws(CertificateAuthoritiesMissing) {
        try self.init(setting: setting) { access($0, R_OK) == 0 }
    }

    /// The first that is set decides.
    ///
    /// The AWS command line and SDKs read the first, OpenSSL and curl the second.
    package static let variables = ["AWS_CA_BUNDLE", "SSL_CERT_FILE"]

    package static let knownPaths = [
        "/etc/pki/tls/certs/ca-bundle.crt",  // Amazon Linux, Fedora
        "/etc/ssl/certs/ca-certificates.crt",  // Debian, Ubuntu, Alpine
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // what Fedora's older path links to
        "/etc/ssl/ca-bundle.pem",  // SUSE
        "/etc/ssl/cert.pem",  // Alpine without its ca-certificates package
    ]
}

/// There is no certificate file to trust, so no TLS connection can be verified.
package enum CertificateAuthoritiesMissing: Error, Sendable, Hashable {
    case variableNamesNoFile(variable: String, path: String)
    case nowhere(lookedFor: [String])
}

extension CertificateAuthoritiesMissing: CustomStringConvertible {
    package var description: String {
        switch self {
        case .variableNamesNoFile(let variable, let path):
            "\(variable) names \(path), which is not there or not readable"
        case .nowhere(let paths):
            "no certificate authorities: \(CertificateAuthorities.variables.joined(separator: " and ")) are not set, "
                + "and none of these can be read: \(paths.joined(separator: ", "))"
        }
    }
}
