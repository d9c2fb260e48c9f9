import Hosting
import Sockets
import Time

/// The Lambda Runtime API as a source of invocations: one of these for each event that may run at a time.
final class RuntimeAPI<D: Dialer>: InvocationSource {
    private let connection: RuntimeConnection<D>
    private let requests: RuntimeRequests
    private let surroundings: Surroundings
    private let interruption: Interruption?
    private let trace: TraceVariable?

    /// The trace variable is nil where several events run at a time: the process has but one environment.
    init(
        connection: RuntimeConnection<D>,
        requests: RuntimeRequests,
        surroundings: Surroundings,
        interruption: Interruption? = nil,
        trace: TraceVariable? = nil
    ) {
        self.connection = connection
        self.requests = requests
        self.surroundings = surroundings
        self.interruption = interruption
        self.trace = trace
    }

    func next() async throws(SourceFailure) -> Invocation? {
        let response: RuntimeResponse?
        do {
            response = try await connection.exchange(requests.next, unless: interruption)
        } catch {
            throw SourceFailure("no event from the Runtime API: \(error)")
        }
        guard let response else { return nil }
        guard response.head.status == 200 else {
            throw SourceFailure("the Runtime API answered /next with \(response.refusal)")
        }
        guard let head = InvocationHead(response.head) else {
            throw SourceFailure("the Runtime API sent an event without Lambda-Runtime-Aws-Request-Id")
        }
        trace?.set(head.traceID)
        let context = head.context(now: surroundings.clock.now, surroundings: surroundings)
        if head.deadline == .malformed { context.log.warn("the event's deadline is no number of milliseconds") }
        return Invocation(event: EventBytes(response.body), context: context)
    }

    func answer(_ outcome: Outcome, to invocation: Invocation) async throws(SourceFailure) {
        let id = invocation.context.requestID
        let log = invocation.context.log
        switch outcome {
        case .success(.bytes(let bytes, let contentType)):
            await deliver(requests.response(to: id, bytes, contentType: contentType), "the reply", log)
        case .success(.stream(let reply)):
            await stream(reply, to: id, log)
        case .failure(let failure):
            await report(failure, of: id, log)
        }
    }

    /// A refused delivery is told and left: the service has answered the caller itself, and a second word is an error.
    private func deliver(_ request: RuntimeRequest, _ what: String, _ log: Log) async {
        do {
            guard let response = try await connection.exchange(request), !response.isAccepted else { return }
            log.error(
                "\(what) was refused",
                ["bytes": .integer(request.body.count), "answer": .text(response.refusal)]
            )
        } catch {
            log.error("\(what) could not be delivered", ["error": .of(error)])
        }
    }

    private func report(_ failure: StepFailure, of id: String, _ log: Log) async {
        log.error("the invocation failed", ["error": .of(failure.fault)])
        await deliver(requests.error(of: id, ErrorReport(failure)), "the error", log)
    }

    private func stream(_ reply: StreamedReply, to id: String, _ log: Log) async {
        let writer: ReplyStream<D>
        do {
            writer = ReplyStream(
                over: connection,
                head: requests.streamHead(to: id, contentType: reply.wireType),
                prelude: try reply.prelude?.bytes() ?? []
            )
        } catch {
            return await report(error, of: id, log)
        }
        do {
            try await reply.body(writer)
            await writer.finish(nil)
        } catch {
            if case .unsent = writer.state { return await report(error, of: id, log) }
            log.error("the reply failed while it was streamed", ["error": .of(error.fault)])
            await writer.finish(error)
        }
        await conclude(writer, log)
    }

    /// Reads what the API says of a streamed reply.
    ///
    /// An API that stopped listening may have said why.
    private func conclude(_ writer: ReplyStream<D>, _ log: Log) async {
        if case .broken(let failure) = writer.state {
            log.error("the streamed reply could not be delivered", ["error": .of(failure)])
        }
        do {
            let response = try await connection.response()
            if !response.isAccepted {
                log.error("the streamed reply was refused", ["answer": .text(response.refusal)])
            }
        } catch {
            log.error("the streamed reply was not acknowledged", ["error": .of(error)])
        }
        if case .broken = writer.state { connection.drop() }
    }
}

extension StreamedReply {
    /// A reply with a prelude says so by its type; the type of the body is one of the prelude's headers.
    fileprivate var wireType: String {
        prelude == nil ? contentType : "application/vnd.awslambda.http-integration-response"
    }
}
