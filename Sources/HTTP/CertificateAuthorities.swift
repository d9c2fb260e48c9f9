import Glibc

/// Where the certificates of the authorities are that we trust.
///
/// OpenSSL's own default is the folder of the system that built it, and a zip is built elsewhere than it runs.
package struct CertificateAuthorities: Sendable, Hashable {
    package enum Place: Sendable, Hashable {
        /// All of them in one file, which a process's first request reads whole: some 16 ms for the 140 of Debian.
        case file(String)
        /// One in a file, under the hash of its name: only the one that is needed is read.
        case folder(String)
    }

    package let place: Place

    /// Decides for the place.
    ///
    /// A variable may name a file or a folder. One that names what is not there is an error, not a reason to look
    /// further: whoever set it meant to trust that and nothing else.
    package init(
        setting: (String) -> String?,
        exists: (String) -> Bool,
        holdsHashes: (String) -> Bool
    ) throws(CertificateAuthoritiesMissing) {
        for variable in Self.variables {
            guard let path = setting(variable), !path.isEmpty else { continue }
            guard exists(path) else { throw .variableNamesNoFile(variable: variable, path: path) }
            place = holdsHashes(path) ? .folder(path) : .file(path)
            return
        }
        if let folder = Self.knownFolders.first(where: holdsHashes) {
            place = .folder(folder)
        } else if let file = Self.knownFiles.first(where: exists) {
            place = .file(file)
        } else {
            throw .nowhere(lookedFor: Self.knownFolders + Self.knownFiles)
        }
    }

    package init(_ place: Place) {
        self.place = place
    }

    /// The place on this machine.
    package init(setting: (String) -> String?) throws(CertificateAuthoritiesMissing) {
        try self.init(setting: setting, exists: { access($0, R_OK) == 0 }, holdsHashes: Self.holdsHashes)
    }

    /// The first that is set decides.
    ///
    /// The AWS command line and SDKs read the first, OpenSSL and curl the second.
    package static let variables = ["AWS_CA_BUNDLE", "SSL_CERT_FILE"]

    /// Looked at before the files, and passed over where nothing in them is named by a hash.
    package static let knownFolders = [
        "/etc/pki/ca-trust/extracted/pem/directory-hash",  // Fedora since 36, and what follows it
        "/etc/ssl/certs",  // Debian, Ubuntu, Alpine, SUSE
    ]

    package static let knownFiles = [
        "/etc/pki/tls/certs/ca-bundle.crt",  // Amazon Linux, Fedora
        "/etc/ssl/certs/ca-certificates.crt",  // Debian, Ubuntu, Alpine
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // what Fedora's older path links to
        "/etc/ssl/ca-bundle.pem",  // SUSE
        "/etc/ssl/cert.pem",  // Alpine without its ca-certificates package
    ]
}

extension CertificateAuthorities.Place {
    package var file: String? { if case .file(let path) = self { path } else { nil } }
    package var folder: String? { if case .folder(let path) = self { path } else { nil } }

    package var path: String {
        switch self {
        case .file(let path), .folder(let path): path
        }
    }
}

extension CertificateAuthorities {
    /// Whether a certificate lies in the folder under its hash; small images have the folder with one large file in it.
    package static func holdsHashes(_ folder: String) -> Bool {
        guard let listing = opendir(folder) else { return false }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let isHash = withUnsafeBytes(of: &entry.pointee.d_name) { $0.beginsWithHashedName }
            if isHash { return true }
        }
        return false
    }
}

extension UnsafeRawBufferPointer {
    /// Such as `5ed36f99.0`, ended by a zero.
    ///
    /// The dot is looked for first: it stands in hardly any other name there.
    fileprivate var beginsWithHashedName: Bool {
        guard count > 10, self[8] == UInt8(ascii: "."), self[9].isDigit else { return false }
        for index in 0..<8 where !self[index].isDigit && !(0x61...0x66).contains(self[index]) { return false }
        var end = 10
        while end < count, self[end].isDigit { end += 1 }
        return end < count && self[end] == 0
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
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
