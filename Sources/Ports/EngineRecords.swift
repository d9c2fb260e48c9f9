package import Domain

/// What scanners say of themselves.
package protocol EngineRecords: Port {
    /// Keeps it in place of the last, unless that one was seen later.
    func report(_ record: EngineRecord) async throws(PortError)

    /// By name.
    func all() async throws(PortError) -> [EngineRecord]
}
