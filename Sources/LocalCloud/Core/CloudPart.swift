package import HTTP

/// One service of AWS, emulated.
package protocol CloudPart: Sendable {
    /// As a request's credential scope names it: `sqs`, `s3`, `monitoring`.
    var signingName: String { get }

    /// What the service says and does; a request gets here once its signature has been checked.
    func answer(_ request: CloudRequest) async throws(ServiceFault) -> WebAnswer

    /// How the service says no.
    func answer(_ fault: ServiceFault, to request: WebRequest, id: String) -> WebAnswer

    /// Whether the body is read by the part itself, as it comes; every other part finds it in memory.
    var readsStreams: Bool { get }

    /// What a request asks for, in words for whoever looks on.
    func operation(of request: CloudRequest) -> CalledOperation?
}

extension CloudPart {
    package var readsStreams: Bool { false }

    package func operation(of request: CloudRequest) -> CalledOperation? { CalledOperation(request) }
}
