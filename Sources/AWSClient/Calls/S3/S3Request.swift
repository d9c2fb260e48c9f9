import HTTP
import Time

/// A request of S3, before it is known where its bucket is.
struct S3Request {
    var method: String
    var bucket: BucketName?
    var key: ObjectKey?
    /// In the order in which they are sent; one without a value names a part of a bucket's settings.
    var query: [(name: String, value: String?)] = []
    var headers: WebHeaders = [:]
    var content = CallContent.bytes([])
    var checksum: ChecksumAlgorithm?
    var isIdempotent = true
    /// Asked of an object that may not have changed since.
    var takesNotModified = false
    /// A new bucket is made where it was asked for, or not at all.
    var followsRegion = true

    init(_ method: String, _ bucket: BucketName?, _ key: ObjectKey? = nil) {
        self.method = method
        self.bucket = bucket
        self.key = key
    }

    func call(at endpoint: AWSEndpoint, deadline: Instant?) throws(S3Failure) -> ServiceCall {
        for field in headers.fields where !field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) {
            throw .invalid(.headerValue(name: field.name))
        }
        var call = ServiceCall(
            method: method,
            target: target(at: endpoint),
            headers: headers,
            isIdempotent: isIdempotent,
            deadline: deadline
        )
        call.content = content
        call.checksum = checksum
        call.endpoint = endpoint
        call.acceptedStatus = takesNotModified ? 304 : nil
        return call
    }

    /// What follows the endpoint's own path, which ends with the bucket or is empty.
    private func target(at endpoint: AWSEndpoint) -> String {
        var target: [UInt8] = []
        if let key {
            target.append(UInt8(ascii: "/"))
            PercentEncoding.append(key.text, to: &target, keepingSlash: true)
        } else if endpoint.path.isEmpty {
            target.append(UInt8(ascii: "/"))
        }
        for (index, item) in query.enumerated() {
            target.append(UInt8(ascii: index == 0 ? "?" : "&"))
            PercentEncoding.append(item.name, to: &target)
            guard let value = item.value else { continue }
            target.append(UInt8(ascii: "="))
            PercentEncoding.append(value, to: &target)
        }
        return String(decoding: target, as: UTF8.self)
    }
}

extension S3Request {
    /// Adds what is set.
    mutating func ask(_ name: String, _ value: String?) {
        if let value { query.append((name, value)) }
    }

    mutating func ask(_ name: String, _ value: Int?) {
        ask(name, value.map { "\($0)" })
    }

    mutating func say(_ name: String, _ value: String?) {
        if let value { headers.add(name, value) }
    }

    mutating func add(_ more: WebHeaders) {
        for field in more.fields { headers.add(field.name, field.value) }
    }
}
