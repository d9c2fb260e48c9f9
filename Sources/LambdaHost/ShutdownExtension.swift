import Hosting
import Sockets

/// Makes SIGTERM reach this process: the sandbox sends it only where an extension is registered.
struct ShutdownExtension<D: Dialer> {
    let interruption: Interruption
    /// Waits for an event that never comes; it stays open for as long as the process serves.
    private let connection: RuntimeConnection<D>

    /// The signal is taken even where nobody accepts the registration: local-runner or a person may send it.
    init(_ process: LambdaProcess<D>, _ api: RuntimeAddress, _ log: Log) async throws {
        interruption = try Interruption.termination()
        connection = process.connection(to: api)
        let register = api.requests.registerExtension(named: "\(process.function)-shutdown")
        guard let answer = try await connection.exchange(register) else { return }
        guard answer.head.status == 200, let identifier = answer.head["lambda-extension-identifier"] else {
            log.warn("no shutdown before the sandbox ends: registering was refused", ["answer": .text(answer.refusal)])
            return
        }
        let wait = api.requests.nextExtensionEvent(of: identifier)
        try await connection.write(wait.head, wait.body)
    }

    func end() {
        connection.drop()
    }
}
