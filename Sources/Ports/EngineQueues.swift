package import Domain

/// What waits for each engine.
package protocol EngineQueues: Port {
    /// How many messages an engine's queue holds, those that are being worked on included; an estimate.
    func waiting(for engine: EngineName) async throws(PortError) -> Int
}
