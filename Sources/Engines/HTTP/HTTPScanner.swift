import Domain
package import HTTP
package import Ports
package import Time

/// An engine that takes a file as the body of a POST, and answers in JSON.
package struct HTTPScanner: Scanner {
    private let transport: any HTTPTransport
    private let origin: WebOrigin
    private let target: String
    private let row: AnswerRow
    private var deadline: Instant?

    /// What an engine says of a file, several times over: more is no answer.
    package static let longestAnswer = 1 << 20

    /// - Parameters:
    ///   - origin: where the engine is; an address that is link-local or a cloud's own metadata is not spoken to.
    ///   - path: what stands before the row's own target, without a slash at its end.
    package init(_ transport: any HTTPTransport, at origin: WebOrigin, path: String = "", _ row: AnswerRow) {
        self.transport = transport
        self.origin = origin
        self.row = row
        target = path + row.target
    }

    package func until(_ deadline: Instant) -> Self {
        var scanner = self
        scanner.deadline = deadline
        return scanner
    }

    package var isAnalyser: Bool { row.verdict == nil }

    /// Engines of this family say who they are with their answers: a small file asks for one.
    package func identify() async throws(PortError) -> EngineIdentity {
        let verdict = try await scan(OwnContent(Array("Who are you?\n".utf8)))
        return verdict.identity ?? EngineIdentity(engineVersion: "", signatureVersion: "")
    }

    package func scan(_ content: any ScanContent) async throws(PortError) -> Verdict {
        let handover = Handover()
        async let pouring = pour(content, into: handover)
        let outcome = await ask(handover, content.size)
        handover.close()
        let shortage = await pouring
        switch outcome {
        case .success(let answer):
            guard let verdict = row.verdict(of: answer, on: content.size) else {
                throw silence("status \(answer.head.status)", "the engine answered that it cannot now")
            }
            let given = handover.given
            guard given == content.size.bytes else { return verdict.ofAPart(given, of: content.size) }
            // What a store finds at the end counts too: that the bytes were not those that it keeps.
            if let shortage, shortage != .cancelled { throw shortage }
            let isAll = shortage == nil && handover.offered == given
            return isAll ? verdict : Verdict(.failure, "the file is longer than \(content.size)")
        case .failure(.body(let failure)):
            if let shortage { throw shortage }
            return Verdict(.failure, "the file could not be handed over: \(failure)")
        case .failure(.bodyOverLimit(let limit)):
            return Verdict(.failure, "the engine's answer is longer than \(limit) bytes")
        case .failure(.deadlinePassed): throw .deadlinePassed
        case .failure(.cancelled): throw .cancelled
        case .failure(.notSent(let reason)): throw silence("not-sent", reason)
        case .failure(.broken(let reason)): throw silence("broken", reason)
        }
    }

    private func ask(_ source: Handover, _ size: ByteCount) async -> Result<WebResponse, TransportFailure> {
        let request = WebRequest(
            method: "POST",
            origin: origin,
            target: target,
            headers: ["Content-Type": "application/octet-stream", "Accept": "application/json"],
            body: .stream(source, length: Int(size.bytes)),
            reach: .noMetadata,
            deadline: deadline
        )
        do throws(TransportFailure) {
            return .success(try await transport.exchange(request, bodyLimit: Self.longestAnswer))
        } catch {
            return .failure(error)
        }
    }

    /// Why the content did not come to its end; nil where it did.
    private func pour(_ content: any ScanContent, into handover: Handover) async -> PortError? {
        do throws(PortError) {
            try await content.read(into: handover)
            handover.finish(isComplete: true)
            return nil
        } catch {
            handover.finish(isComplete: false)
            return error
        }
    }

    private func silence(_ code: String, _ message: String) -> PortError {
        .unavailable(Outage(service: "engine", code: code, message: message))
    }
}

extension Verdict {
    /// An engine may answer as soon as it has found something; that there is nothing it cannot know before the end.
    fileprivate func ofAPart(_ count: Int64, of size: ByteCount) -> Verdict {
        switch category {
        case .undetected, .harmless:
            Verdict(.partial, "the engine answered after \(count) of \(size)", by: identity)
        case .malicious, .suspicious, .timeout, .failure, .typeUnsupported, .limitsExceeded, .encrypted, .partial: self
        }
    }
}
