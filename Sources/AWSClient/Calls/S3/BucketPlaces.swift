import HTTP
import Synchronization

/// Where buckets are reached: in their own host or in a path, and in the region that each was found in.
final class BucketPlaces: Sendable {
    private let endpoint: AWSEndpoint
    private let addressing: BucketAddressing
    /// The newest last.
    private let found = Mutex<[(bucket: BucketName, region: AWSRegion)]>([])

    /// A process knows a handful of buckets.
    private static let limit = 64

    init(_ endpoint: AWSEndpoint, addressing: BucketAddressing) {
        self.endpoint = endpoint
        self.addressing = addressing
    }

    /// Nil is the service itself, for what concerns no bucket.
    func endpoint(of bucket: BucketName?) -> AWSEndpoint {
        guard let bucket else { return endpoint }
        let region = found.withLock { $0.last { $0.bucket == bucket }?.region }
        let base = region.map { endpoint.moved(to: $0, of: .s3) } ?? endpoint
        return base.holding(bucket, isInHost: isInHost(bucket))
    }

    /// Learns where the bucket is from the answer to a request that went elsewhere; false where that is no news.
    func learn(_ bucket: BucketName?, from failure: CallFailure) -> Bool {
        guard let bucket, case .service(let failure) = failure,
            (300..<400).contains(failure.status) || failure.status == 400,
            let name = failure.bucketRegion
        else { return false }
        let region: AWSRegion
        do throws(EndpointFault) {
            region = try AWSRegion(name)
        } catch {
            // A name that could become another host is not followed.
            return false
        }
        guard region.name != endpoint(of: bucket).region else { return false }
        found.withLock { found in
            found.removeAll { $0.bucket == bucket }
            if found.count >= Self.limit { found.removeFirst() }
            found.append((bucket, region))
        }
        return true
    }

    private func isInHost(_ bucket: BucketName) -> Bool {
        switch addressing {
        case .path: false
        case .auto: endpoint.variant != nil && bucket.isOneLabel
        case .virtual: !endpoint.origin.isAddress && (bucket.isOneLabel || endpoint.origin.scheme == .http)
        }
    }
}

extension AWSEndpoint {
    fileprivate func holding(_ bucket: BucketName, isInHost: Bool) -> AWSEndpoint {
        guard isInHost else { return AWSEndpoint(origin: origin, path: "\(path)/\(bucket)", region: region) }
        let host = WebOrigin(scheme: origin.scheme, host: "\(bucket).\(origin.host)", port: origin.port)
        return AWSEndpoint(origin: host, path: path, region: region)
    }
}

extension WebOrigin {
    /// Whether the host is no name that another could stand before.
    fileprivate var isAddress: Bool {
        host == "localhost" || host.utf8.contains(UInt8(ascii: ":"))
            || host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) }
    }
}
