import AWSClient
import BenchKit
import HTTP
import JSON

/// One large object, of which never more than a few pieces are in memory.
struct Streams {
    private let s3: S3
    private let bucket: BucketName

    init(_ context: AWSContext) throws {
        s3 = try S3(context)
        bucket = try BucketName("assay-documents")
    }

    /// With the usual checksum behind the last chunk; over http each chunk is signed too.
    func put(_ size: Int) async throws -> JSONValue {
        let body = CallContent.stream(EndlessSource(size), length: size)
        let input = PutObjectInput(bucket: bucket, key: try ObjectKey("large"), body: body)
        let time = try await seconds { _ = try await s3.putObject(input) }
        return figures(size, time)
    }

    /// Checked by the checksum that the answer names.
    func get(_ size: Int) async throws -> JSONValue {
        let sink = CountingSink()
        let input = GetObjectInput(bucket: bucket, key: try ObjectKey("\(size)"))
        let time = try await seconds { _ = try await s3.getObject(input, into: sink) }
        guard sink.count == size else { throw BodyFailure("\(sink.count) bytes came") }
        return figures(size, time)
    }

    private func figures(_ size: Int, _ time: Double) -> JSONValue {
        let usage = Usage()
        return [
            "mb_per_second": .integer(Int(Double(size) / 1e6 / time)),
            "cpu_s": .double((usage.processorSeconds * 1e3).rounded() / 1e3),
            "rss_mb": .double(usage.peakMB),
        ]
    }
}
