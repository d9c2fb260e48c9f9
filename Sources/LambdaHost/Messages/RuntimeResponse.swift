/// A response whole.
struct RuntimeResponse: Sendable {
    let head: ResponseHead
    let body: [UInt8]
}

extension RuntimeResponse {
    /// The service says 202, and emulators whatever success means to them.
    var isAccepted: Bool { (200..<300).contains(head.status) }

    /// Status and the beginning of the body, which says why.
    var refusal: String {
        let words = String(decoding: body.prefix(512), as: UTF8.self)
        return words.isEmpty ? "status \(head.status)" : "status \(head.status): \(words)"
    }
}
