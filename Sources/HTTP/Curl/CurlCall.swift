/// An exchange as its caller sees it: the source and the sink are asked here, never on the thread.
struct CurlCall: Sendable {
    let exchange: CurlExchange
    let mailbox: CurlMailbox
    let sink: (any BodySink)?

    func perform() async -> Result<WebResponse, TransportFailure> {
        if Task.isCancelled { return .failure(.cancelled) }
        mailbox.post(.begin(exchange))
        guard case .stream(let source, let length) = exchange.request.body else { return await receive() }
        // The response may come before the request has gone, and nobody waits for a source then.
        async let _: Void = feed(from: source, length: length)
        return await receive()
    }

    /// The exchange ends with this failure, unless it has ended already.
    func stop(_ failure: TransportFailure) {
        mailbox.post(.stop(exchange, failure))
    }

    private func receive() async -> Result<WebResponse, TransportFailure> {
        while true {
            let arrival = await exchange.next(through: mailbox)
            do throws(BodyFailure) {
                switch arrival {
                case .head(let head): try await sink?.begin(head)
                case .piece(let bytes): try await sink?.take(bytes)
                case .end(let result): return result
                }
            } catch {
                stop(.body(error))
                return await lastFailure() ?? .failure(.body(error))
            }
        }
    }

    /// Waits for the end that was ordered.
    private func lastFailure() async -> Result<WebResponse, TransportFailure>? {
        while true {
            if case .end(let result) = await exchange.next(through: mailbox) {
                // The response may have been whole already, though not for its sink.
                if case .success = result { return nil }
                return result
            }
        }
    }

    private func feed(from source: any BodySource, length: Int?) async {
        var left = length
        guard await exchange.isWanted() else { return }
        do throws(BodyFailure) {
            while left != 0 {
                let bytes = try await source.next(atMost: min(left ?? CurlLimits.piece, CurlLimits.piece))
                if let known = left {
                    guard !bytes.isEmpty else { throw BodyFailure("the source ended \(known) bytes too early") }
                    guard bytes.count <= known else { throw BodyFailure("the source gave more than it announced") }
                    left = known - bytes.count
                }
                guard await exchange.isWanted() else { return }
                exchange.put(bytes, through: mailbox)
                if bytes.isEmpty { return }
            }
            if await exchange.isWanted() { exchange.put([], through: mailbox) }
        } catch {
            stop(.body(error))
        }
    }
}
