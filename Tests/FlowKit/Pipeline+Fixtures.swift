import AWSAdapters
import AWSClient
package import Domain
import Files
import HTTP
package import Hosting
import JSON
import LocalCloud
import Ports
import Time
import Wiring

/// The events of events/, and what they speak of.
extension Pipeline {
    /// What the files under events/ speak of: one document, and two versions of its object.
    package enum Fixture {
        package static let id = "3f0c5a52-8a1d-4f5e-9c3b-2d1e0f9a8b7c"
        package static let key = "3f/2026/11/\(id)"
        package static let dropKey = "drop/acme/2026/Q3 report (final) + ü.txt"
        package static let version = "mPbKq3n0mJ7n8zX1cD4vT5yU6iO9pL2a"
        package static let otherVersion = "Zx8cV7bN6mA5sD4fG3hJ2kL1qW0eR9tY"
    }

    private static var folder: String {
        "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
            + "/events"
    }

    /// The event of `events/<name>.json`.
    package func event(_ name: String) throws -> EventBytes { EventBytes(try Self.file("\(name).json")) }

    /// The bytes of `events/objects/<bucket>/<key>`, which may be stored as the version that an event names.
    @discardableResult
    package func place(
        _ key: String = Fixture.key,
        version: String = Fixture.version,
        holding bytes: [UInt8]? = nil
    ) async throws -> Blob {
        let bytes = try bytes ?? Self.file("objects/\(Self.documents.bucket)/\(key)")
        try await deployment.place(.bytes(bytes), at: key, in: Self.documents.bucket, version: version)
        return Self.documents.blob(key, version: version)
    }

    /// Hands a function an event of a queue, as it comes for the first time or a later one; answers with how many of
    /// its messages stay there.
    package func replay(
        _ name: String,
        to function: some Handler,
        receives: Int = 1,
        lasting: Duration = .seconds(600)
    ) async throws -> Int {
        let event = EventBytes(Self.received(receives, try event(name).bytes))
        let reply = try await function.handle(event, context: context(lasting: lasting))
        guard case .bytes(let bytes, _) = reply else { return -1 }
        return try JSONValue(parsing: bytes)["batchItemFailures"]?.array?.count ?? -1
    }

    private static func received(_ count: Int, _ event: [UInt8]) -> [UInt8] {
        let name = #""ApproximateReceiveCount":"#
        let lines = String(decoding: event, as: UTF8.self).split(separator: "\n").map { line in
            line.drop { $0 == " " }.hasPrefix(name) ? "\(name) \"\(count)\"," : String(line)
        }
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// Keeps the record of the document that the events speak of.
    @discardableResult
    package func fixtureDocument(
        claim: FileClaim = FileClaim(name: FileName(unchecked: "report.pdf")),
        _ change: (inout Document) -> Void = { _ in }
    ) async throws -> Document {
        guard let id = DocumentID(Fixture.id) else { throw FixtureFailure(reason: "the id of the fixtures is none") }
        let now = Instant(millisecondsSinceEpoch: clock.now.millisecondsSinceEpoch)
        var document = Document(
            id: id,
            organisation: Self.organisation,
            owner: OwnerName(unchecked: "someone"),
            claim: claim,
            version: PipelineVersion(1, 0, 0),
            blob: Self.documents.blob(Fixture.key),
            createdAt: now,
            due: now + Waiting.forProgress
        )
        change(&document)
        var supply = try supply()
        try await supply.documents().create(document)
        return document
    }

    /// Saves what happened to a document meanwhile, by whomever.
    package func change(_ id: DocumentID, _ happen: (inout Document) throws -> Void) async throws {
        var supply = try supply()
        let documents = try supply.documents()
        var document = try await documents.load(id)
        try happen(&document.value)
        _ = try await documents.save(document)
    }

    /// The reasons for which messages lie in a dead-letter queue, by their codes or in words; all are taken out.
    package func reasons(in queue: String, by member: String = "code") async throws -> [String] {
        let sqs = try SQS(aws)
        var reasons: [String] = []
        while true {
            let poll = ReceiveMessage(
                queueUrl: url(of: queue),
                maxNumberOfMessages: 10,
                messageAttributeNames: ["All"]
            )
            let messages = try await sqs.receiveMessage(poll).messages ?? []
            if messages.isEmpty { return reasons }
            for message in messages {
                guard case .text(let note) = message.messageAttributes?[SQSQueueControl.noteName]?.value else {
                    throw FixtureFailure(reason: "a dead letter says no reason")
                }
                reasons.append(try JSONValue(parsing: Array(note.utf8))[member]?.string ?? "")
                let receipt = MessageReceipt(receiptHandle: message.receiptHandle)
                _ = try await sqs.call(DeleteMessage(queueUrl: url(of: queue), receipt))
            }
        }
    }

    /// Whether these very bytes are still stored.
    package func isStored(_ blob: Blob) async throws -> Bool {
        var supply = try supply()
        return try await supply.blobs().arrival(of: blob, at: clock.now) != nil
    }

    private static func file(_ name: String) throws -> [UInt8] {
        guard let bytes = try SystemFiles().read("\(folder)/\(name)") else {
            throw FixtureFailure(reason: "there is no events/\(name)")
        }
        return bytes
    }
}

private struct FixtureFailure: Error {
    let reason: String
}
