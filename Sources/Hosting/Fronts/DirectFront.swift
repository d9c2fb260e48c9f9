import JSON

/// Hands a step the event as it is: the event's JSON in, the output's JSON out.
package struct DirectFront<S: Step>: Handler where S.Event: Decodable {
    private let step: S

    package init(_ step: S) {
        self.step = step
    }

    package func handle(_ event: EventBytes, context: InvocationContext) async throws(StepFailure) -> Reply {
        do throws(StepFailure) {
            let output = try await step.handle(try decoded(S.Event.self, from: event.bytes), context: context)
            return .bytes(try encoded(output))
        } catch {
            // Whoever called is told, but a gateway or a schedule tells nobody.
            context.log.error("the invocation failed", ["error": .of(error.fault)])
            throw error
        }
    }
}

/// A body that is not what the step expects will not become so: it is refused.
func decoded<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws(StepFailure) -> Value {
    do {
        return try JSONCodec.decode(type, from: bytes)
    } catch {
        throw .reject(Fault(.malformed, "malformed-event", "\(error)"))
    }
}

func encoded(_ value: some Encodable) throws(StepFailure) -> [UInt8] {
    do {
        return try JSONCodec.encode(value)
    } catch {
        throw .reject(Fault(.broken, "unwritable-output", "\(error)"))
    }
}
