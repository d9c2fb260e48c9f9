import AWSClient
import Time

/// Puts and deletes objects, small ones and such as lie in files of their own.
actor ObjectWitness: Witness {
    /// Which bytes an object has; nil where it is not there.
    private struct Contents: Equatable {
        let seed: UInt64
        let size: Int

        /// A page of random bytes again and again, so that no two objects have a page in common.
        var bytes: [UInt8] {
            let page = SeededRandom(seed: seed).bytes(4_096)
            var bytes: [UInt8] = []
            bytes.reserveCapacity(size + page.count)
            while bytes.count < size { bytes += page }
            bytes.removeLast(bytes.count - size)
            return bytes
        }
    }

    private let name: String
    private let sizes: ClosedRange<Int>
    private var generator: RandomGenerator
    private var objects: [String: Contents?] = [:]
    private var pending: (key: String, contents: Contents?)?
    private(set) var acknowledged = 0
    private(set) var losses: [String] = []

    init(_ name: String, sizes: ClosedRange<Int>, seed: UInt64) {
        self.name = name
        self.sizes = sizes
        generator = SeededRandom(seed: seed).generator
    }

    func prepare(_ cloud: CloudClients) async throws {
        try await cloud.s3.createBucket(BucketName(name))
    }

    func act(on cloud: CloudClients, at url: String) async throws {
        let key = "o\(Int.random(in: 0..<8, using: &generator))"
        let (bucket, place) = (try BucketName(name), try ObjectKey(key))
        if Int.random(in: 0..<5, using: &generator) == 0 {
            pending = (key, nil)
            _ = try await cloud.s3.deleteObject(DeleteObjectInput(bucket: bucket, key: place))
            objects[key] = .some(nil)
        } else {
            let contents = Contents(seed: generator.next(), size: Int.random(in: sizes, using: &generator))
            pending = (key, contents)
            _ = try await cloud.s3.putObject(PutObjectInput(bucket: bucket, key: place, body: .bytes(contents.bytes)))
            objects[key] = contents
        }
        pending = nil
        acknowledged += 1
    }

    func inspect(_ cloud: CloudClients, at url: String) async throws {
        guard let pending else { return }
        let found = try await read(pending.key, by: cloud.s3)
        let candidates = [pending.contents, objects[pending.key] ?? nil]
        if let match = candidates.first(where: { $0?.bytes == found }) {
            objects[pending.key] = .some(match)
        } else {
            losses.append("\(name): \(pending.key) has \(found?.count ?? -1) bytes that nobody put")
        }
        self.pending = nil
    }

    func conclude(_ cloud: CloudClients, at url: String) async throws {
        try await inspect(cloud, at: url)
        for (key, contents) in objects.sorted(by: { $0.key < $1.key }) {
            let found = try await read(key, by: cloud.s3)
            if found != contents?.bytes {
                losses.append("\(name): \(key) has \(found?.count ?? -1) bytes and not those that were put")
            }
        }
    }

    private func read(_ key: String, by s3: S3) async throws -> [UInt8]? {
        do {
            let input = GetObjectInput(bucket: try BucketName(name), key: try ObjectKey(key))
            guard case .answer(let object) = try await s3.getObject(input, limit: 1 << 24) else { return nil }
            return object.body
        } catch let failure as S3Failure where failure.refusal == .noSuchKey {
            return nil
        }
    }
}
