package import HTTP
import TestKit

/// Breaks some of the calls that pass through it: before they arrive, or after they were acted on.
package final class FaultyTransport: HTTPTransport {
    private let transport: any HTTPTransport
    private let faults = Shared<[Fault]>([])

    package struct Fault: Sendable {
        /// `SendMessageBatch`, `UpdateItem`; for S3 the method, `PUT`.
        let operation: String
        var passes: Int
        var breaks: Int
        let comesFirst: Bool

        /// - Parameters:
        ///   - operation: as the service names it; for S3 the method.
        ///   - passes: how many calls of it are left alone before.
        ///   - breaks: how many are broken then.
        ///   - comesFirst: whether the call does not arrive at all.
        package init(_ operation: String, passes: Int = 0, breaks: Int = 1, comesFirst: Bool = true) {
            (self.operation, self.passes, self.breaks, self.comesFirst) = (operation, passes, breaks, comesFirst)
        }
    }

    package init(_ transport: any HTTPTransport) {
        self.transport = transport
    }

    package func add(_ fault: Fault) { faults.withLock { $0.append(fault) } }

    /// From here on nothing is broken.
    package func mend() { faults.withLock { $0 = [] } }

    package func exchange(
        _ request: WebRequest,
        into sink: any BodySink
    ) async throws(TransportFailure) -> WebResponseHead {
        let fault = fault(of: request)
        if fault?.comesFirst == true { throw .broken(reason: "a test broke it") }
        let head = try await transport.exchange(request, into: sink)
        if fault != nil { throw .broken(reason: "a test lost the answer") }
        return head
    }

    package func exchange(_ request: WebRequest, bodyLimit: Int) async throws(TransportFailure) -> WebResponse {
        let fault = fault(of: request)
        if fault?.comesFirst == true { throw .broken(reason: "a test broke it") }
        let response = try await transport.exchange(request, bodyLimit: bodyLimit)
        if fault != nil { throw .broken(reason: "a test lost the answer") }
        return response
    }

    private func fault(of request: WebRequest) -> Fault? {
        let operation = name(of: request)
        return faults.withLock { faults in
            guard let index = faults.firstIndex(where: { $0.operation == operation && $0.breaks > 0 }) else {
                return nil
            }
            if faults[index].passes > 0 {
                faults[index].passes -= 1
                return nil
            }
            faults[index].breaks -= 1
            return faults[index]
        }
    }

    private func name(of request: WebRequest) -> String {
        if let target = request.headers["X-Amz-Target"] {
            return target.split(separator: ".").last.map(String.init) ?? ""
        }
        if request.headers["Content-Type"]?.hasPrefix("application/x-www-form-urlencoded") == true { return "Publish" }
        return "\(request.method)"
    }
}
