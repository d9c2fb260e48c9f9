import Synchronization

/// The hosts that can be made anew, by their functions' logical ids.
final class HostShelf: Sendable {
    private let hosts = Mutex<[String: ReplaceableHost]>([:])

    func put(_ host: ReplaceableHost, for id: String) { hosts.withLock { $0[id] = host } }

    subscript(_ id: String) -> ReplaceableHost? { hosts.withLock { $0[id] } }
}
