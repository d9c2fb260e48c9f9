import Ports

/// What a step answers that nobody listens to.
package struct Done: Encodable, Sendable {
    package init() {}
}

extension StepFailure {
    /// A message of a kind that this step does not take: its queue is not the right one.
    package static let wrongMessage = StepFailure.reject(
        Fault(
            .malformed,
            "wrong-message",
            "This function does not take messages of this type: it came to a wrong queue."
        )
    )
}

extension InvocationContext {
    /// What a queue's step does about a failure: a document that was deleted meanwhile leaves nothing to do.
    ///
    /// Bytes go before the record of their document does, or with its failure: whoever misses them looks again, and
    /// calls for somebody only where they stay away.
    package func done(unlessDeleted error: any Error) throws(StepFailure) -> Done {
        switch error as? PortError {
        case .unknown(.document(let id)):
            log.info("there is no such document any more", ["document": .text("\(id)")])
            return Done()
        case .unknown(.blob(let blob)):
            let fault = Fault(.unknown, "bytes-gone", "The bytes are not there any more: \(blob).")
            throw attempt() < Self.looks ? .retry(fault) : .reject(fault)
        default: throw StepFailure(error)
        }
    }

    /// For bytes that are gone: the third is 3 s after the first, and no deletion takes so long.
    private static let looks = 3
}
