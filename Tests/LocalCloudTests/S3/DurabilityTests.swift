import AWSClient
import Files
import HTTP
import LocalCloud
import TestKit
import Testing

/// What outlives the process.
struct DurabilityTests {
    private static let large: [UInt8] = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 9) }

    /// Runs a cloud over what the one before it left.
    private func house(_ path: String, _ journal: RememberingJournal, seed: UInt64 = 4) throws -> House {
        try House(bytes: .kept(Folder(path + "/objects")), journal: journal, seed: seed)
    }

    @Test func `buckets, versions and settings are found again as they were`() async throws {
        try await withTemporaryFolder { path in
            let journal = RememberingJournal()
            var house = try house(path, journal)
            var s3 = try await house.s3(with: .named(), versioning: .enabled)
            let first = try #require(try await s3.put("small", to: "k").versionID)
            try await s3.put(Self.large, to: "k")
            _ = try await s3.deleteObject(DeleteObjectInput(bucket: .named(), key: ObjectKey("k")))
            try await s3.put(Self.large, to: "big")
            let before = try await s3.listObjectVersions(ListObjectVersionsInput(bucket: .named()))

            house = try self.house(path, journal, seed: 5)
            s3 = try house.s3
            #expect(try await s3.getBucketVersioning(.named()) == .enabled)
            #expect(try await s3.listObjectVersions(ListObjectVersionsInput(bucket: .named())) == before)
            #expect(try await s3.get("k", version: first) == Array("small".utf8))
            #expect(try await s3.get("big") == Self.large)
        }
    }

    @Test func `an upload in parts goes on where it was`() async throws {
        try await withTemporaryFolder { path in
            let journal = RememberingJournal()
            var house = try house(path, journal)
            var s3 = try await house.s3(with: .named())
            let upload = try await s3.createMultipartUpload(
                CreateMultipartUploadInput(bucket: .named(), key: ObjectKey("k"))
            )
            let bytes = [UInt8](repeating: 1, count: 5 << 20)
            let first = try await s3.uploadPart(1, of: upload, body: .bytes(bytes))
            house = try self.house(path, journal, seed: 5)
            s3 = try house.s3
            let second = try await s3.uploadPart(2, of: upload, body: .bytes([2]))
            _ = try await s3.completeMultipartUpload(CompleteMultipartUploadInput(upload, parts: [first, second]))
            house = try self.house(path, journal, seed: 6)
            #expect(try await house.s3.get("k") == bytes + [2])
        }
    }

    @Test func `files that nothing names go at the start, and those of a cloud that ended stay`() async throws {
        try await withTemporaryFolder { path in
            let folder = try Folder(path + "/objects")
            let journal = RememberingJournal()
            var house: House? = try house(path, journal)
            _ = try await house?.s3(with: .named()).put(Self.large, to: "k")
            #expect(try folder.names().count == 1)
            house = nil
            #expect(try folder.names().count == 1)
            try folder.create("half").append([1, 2, 3])
            house = try self.house(path, journal, seed: 5)
            #expect(try folder.names().count == 1)
            #expect(try await house?.s3.get("k") == Self.large)
        }
    }

    @Test func `the file of an object goes with its last version, copy and reader`() async throws {
        try await withTemporaryFolder { path in
            let folder = try Folder(path + "/objects")
            let house = try house(path, RememberingJournal())
            let s3 = try await house.s3(with: .named())
            try await s3.put(Self.large, to: "k")
            let source = CopySource(bucket: try .named(), key: try ObjectKey("k"))
            _ = try await s3.copyObject(CopyObjectInput(source, to: .named(), ObjectKey("copy")))
            #expect(try folder.names().count == 1)
            try await s3.put("small", to: "k")
            #expect(try folder.names().count == 1)
            #expect(try await s3.get("copy") == Self.large)
            _ = try await s3.deleteObject(DeleteObjectInput(bucket: .named(), key: ObjectKey("copy")))
            #expect(try folder.names().isEmpty)
        }
    }

    @Test func `an upload that is refused leaves no file`() async throws {
        try await withTemporaryFolder { path in
            let folder = try Folder(path + "/objects")
            let house = try house(path, RememberingJournal())
            _ = try await house.s3(with: .named())
            let raw = try await house.send(
                "PUT",
                "/documents/k",
                ["x-amz-checksum-crc32": "AAAAAA=="],
                body: Self.large
            )
            #expect(try raw.code == "BadDigest")
            #expect(try folder.names().isEmpty)
        }
    }

    @Test func `who reads an object goes on reading it when it is replaced and deleted`() async throws {
        try await withTemporaryFolder { path in
            let house = try house(path, RememberingJournal())
            let s3 = try await house.s3(with: .named())
            try await s3.put(Self.large, to: "k")
            var request = house.request("GET", "/documents/k")
            try Signer(region: "us-east-1", service: "s3", keys: SigningKeys())
                .sign(&request, payload: .empty, with: House.credentials, at: house.clock.now)
            guard case .stream(let reader, _) = await house.cloud.answer(request).body else {
                throw S3Failure.object(.changed)
            }
            var bytes = try await reader.next(atMost: 1_000)
            try await s3.put("other", to: "k")
            _ = try await s3.deleteObject(DeleteObjectInput(bucket: .named(), key: ObjectKey("k")))
            while case let piece = try await reader.next(atMost: 100_000), !piece.isEmpty { bytes += piece }
            #expect(bytes == Self.large)
        }
    }

    @Test func `an event that was promised and not told is told after the start`() async throws {
        let journal = RememberingJournal()
        var house = try House(journal: journal)
        let s3 = try await house.s3(with: .named())
        let rule = """
            <NotificationConfiguration><QueueConfiguration><Queue>arn:aws:sqs:us-east-1:000000000000:q</Queue>\
            <Event>s3:ObjectCreated:*</Event></QueueConfiguration></NotificationConfiguration>
            """
        _ = try await house.send("PUT", "/documents?notification", body: Array(rule.utf8))
        // What the journal holds while the event goes out is what a process that ends there leaves behind.
        let left = Leftovers(journal)
        house.ground.deliveries.enter(left, for: "sqs")
        try await s3.put("x", to: "k")
        #expect(journal.rows(of: "s3.events").isEmpty)
        journal.append(left.promises.map { .put($0, shelf: "s3.events") })
        house = try House(journal: journal, seed: 5)
        await house.buckets.resume()
        #expect(await house.mail.deliveries.count == 1)
        #expect(journal.rows(of: "s3.events").isEmpty)
    }
}

/// Looks at the journal while an event goes out.
private final class Leftovers: Recipient {
    private let journal: RememberingJournal
    private let found = Shared([JournalRow]())

    init(_ journal: RememberingJournal) {
        self.journal = journal
    }

    var promises: [JournalRow] { found.withLock { $0 } }

    func take(_ delivery: Delivery) async throws(ServiceFault) {
        let rows = journal.rows(of: "s3.events")
        found.withLock { $0 = rows }
    }
}
