package import HTTP

/// Opens listeners on this machine, one for each sandbox: whoever asks there is known by where it asks.
package protocol RuntimeDoors: Sendable {
    func open(to answerer: any Answerer) async throws(RuntimeDoorFailure) -> any RuntimeDoor
}

/// A listener on 127.0.0.1.
package protocol RuntimeDoor: Sendable {
    /// `127.0.0.1:49152`, as AWS_LAMBDA_RUNTIME_API has it.
    var address: String { get }

    /// Listens no more, and gives up what is open.
    func close() async
}

package struct RuntimeDoorFailure: Error, Sendable, Equatable {
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}
