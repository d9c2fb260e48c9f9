import HTTP

extension Buckets {
    package nonisolated func operation(of request: CloudRequest) -> CalledOperation? {
        do {
            let call = try S3Call(request)
            let name = call.operation.name
            guard !call.bucket.isEmpty else { return CalledOperation(name, on: nil) }
            return CalledOperation(name, on: "s3:/\(call.resource)")
        } catch {
            // What is no operation of S3 has been refused as such.
            return nil
        }
    }
}

extension S3Operation {
    /// S3's own name of it.
    var name: String {
        switch self {
        case .onBuckets(let operation): "\(operation)"
        case .onSettings(let operation): "\(operation)"
        case .onUploads(let operation): "\(operation)"
        case .onObjects(let operation): "\(operation)"
        }
    }
}
