package import JSON

/// What a service answers in place of a result, in AWS's own words where it has some.
package struct ServiceFault: Error, Sendable, Equatable {
    package let code: String
    package let message: String
    package let status: Int
    /// What SQS's query protocol calls it, where that has another name.
    package let queryCode: String?
    /// What else the answer tells: `CancellationReasons`, `Item`, S3's `Key` and `BucketName`.
    package let details: JSONObject

    package init(
        _ code: String,
        _ message: String,
        status: Int = 400,
        queryCode: String? = nil,
        details: JSONObject = [:]
    ) {
        self.code = code
        self.message = message
        self.status = status
        self.queryCode = queryCode
        self.details = details
    }

    /// The caller's doing, as the older protocols say it.
    package var isSenders: Bool { status < 500 }

    /// What AWS would do and this cloud does not: said, and never passed over.
    package static func notEmulated(_ what: String) -> ServiceFault {
        ServiceFault(
            "NotImplemented",
            "\(what) is not emulated by this local cloud; docs/fidelity.md lists what is.",
            status: 501
        )
    }
}
