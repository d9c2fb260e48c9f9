import Synchronization

/// What a transport holds at the moment.
package final class CurlGauge: Sendable {
    let threadCount = Atomic<Int>(0)
    let transferCount = Atomic<Int>(0)
    let connectionCount = Atomic<Int>(0)

    package init() {}

    /// None before the first request and after the end, one in between.
    package var threads: Int { threadCount.load(ordering: .acquiring) }
    /// Requests that libcurl works on.
    package var transfers: Int { transferCount.load(ordering: .acquiring) }
    /// Connections opened so far.
    package var connections: Int { connectionCount.load(ordering: .acquiring) }
}
