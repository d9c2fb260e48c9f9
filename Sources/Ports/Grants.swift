package import Domain
package import Time

/// What may be stored by whoever is given the URL for it.
package struct UploadTerms: Sendable, Equatable {
    package let blob: Blob
    /// What is given here is signed, and must come exactly so.
    package let size: ByteCount?
    package let type: String?
    package let sha256: FileHash?
    /// Whether what is there already must stay.
    package let mustBeNew: Bool

    package init(blob: Blob, size: ByteCount?, type: String?, sha256: FileHash?, mustBeNew: Bool) {
        self.blob = blob
        self.size = size
        self.type = type
        self.sha256 = sha256
        self.mustBeNew = mustBeNew
    }
}

/// What may be stored through a form.
package struct FormTerms: Sendable, Equatable {
    package let blob: Blob
    package let sizes: ClosedRange<Int64>
    package let type: String?

    package init(blob: Blob, sizes: ClosedRange<Int64>, type: String?) {
        self.blob = blob
        self.sizes = sizes
        self.type = type
    }
}

/// A URL and the headers that must go with it.
package struct UploadGrant: Sendable, Equatable {
    package let url: GrantURL
    package let headers: [Field]

    package init(url: GrantURL, headers: [Field]) {
        self.url = url
        self.headers = headers
    }

    package struct Field: Sendable, Equatable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }
}

/// Where a form goes, and its fields in their order; the file is the last.
package struct FormGrant: Sendable, Equatable {
    package let action: String
    package let fields: [GrantField]
    package let expires: Instant

    package init(action: String, fields: [GrantField], expires: Instant) {
        self.action = action
        self.fields = fields
        self.expires = expires
    }
}
