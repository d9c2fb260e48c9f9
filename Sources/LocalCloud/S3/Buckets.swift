import AWSClient
import Files
package import HTTP
import Time

/// S3: buckets, and the objects in them.
///
/// What it knows of them is plain values of this actor; bodies are read and hashed outside it, side by side, and come
/// in as a whole when everything about them has been checked.
package actor Buckets {
    package nonisolated let signingName = "s3"
    package nonisolated let readsStreams = true
    nonisolated let ground: Ground
    nonisolated let folder: ObjectFolder?

    var buckets: [String: Bucket] = [:]
    /// Uploads that were completed, for whoever completes once more.
    var completed = CompletedUploads()
    /// The order of the last change.
    private var lastOrder: UInt64 = 0
    /// Events that have been promised and not been delivered, by their keys in the journal.
    var promises: [String: Delivery] = [:]
    /// How many events were for targets that could not take them.
    package internal(set) var dropped = 0

    /// Finds again what the journal and the folder keep.
    package init(_ ground: Ground, bytes: BytesPlace = .memory) throws(ServiceFault) {
        self.ground = ground
        switch bytes {
        case .memory: folder = nil
        case .scratch(let place): folder = ObjectFolder(place, isKept: false)
        case .kept(let place): folder = ObjectFolder(place, isKept: true)
        }
        let found = try KeptBuckets(ground.journal, in: folder)
        buckets = found.buckets
        promises = found.promises
        lastOrder = found.lastOrder
        do throws(FileFailure) {
            try folder?.removeOrphans(keeping: found.fileNames)
        } catch {
            throw .storage(error)
        }
    }

    deinit {
        folder?.close()
    }

    /// The order of a change: later than any before it, and about the time in nanoseconds.
    func nextOrder() -> UInt64 {
        lastOrder = max(lastOrder + 1, UInt64(clamping: ground.clock.now.nanosecondsSinceEpoch))
        return lastOrder
    }

    func settings(of name: String) throws(ServiceFault) -> BucketSettings { try bucket(name).settings }

    /// The version of an id, or else the newest, be it a marker.
    func find(_ key: ObjectKey, _ versionID: String? = nil, in name: String) throws(ServiceFault) -> ObjectVersion? {
        let bucket = try bucket(name)
        return versionID.map { bucket.version($0, of: key) } ?? bucket.newest(key)
    }

    func bucket(_ name: String) throws(ServiceFault) -> Bucket {
        guard let bucket = buckets[name] else { throw .s3(.noSuchBucket, of: "BucketName", name) }
        return bucket
    }

    /// Returns when the changes are safe; whatever they take away lives until then, and so do its files.
    func commit(_ changes: [JournalChange], removing removed: [Content] = []) async throws(ServiceFault) {
        if ground.journal.isKept {
            ground.journal.append(changes)
            do throws(ServiceFault) {
                try await ground.journal.settle()
            } catch {
                // What is on the disk may still name any file, so from here on none goes.
                folder?.close()
                throw error
            }
        }
        withExtendedLifetime(removed) {}
    }

    /// Where the bytes of something new go.
    nonisolated func writer() -> ContentWriter { ContentWriter(in: folder, named: ground.newID()) }
}

extension Buckets: OpenPart {
    package nonisolated func answer(_ request: CloudRequest) async throws(ServiceFault) -> WebAnswer {
        if request.method == "OPTIONS" { return try await preflight(request) }
        let call = try S3Call(request)
        var answer: WebAnswer
        do throws(ServiceFault) {
            answer = try await perform(call)
        } catch {
            answer = S3Answers(id: request.id).fault(error, method: request.method, resource: call.resource)
        }
        for field in await corsHeaders(call).fields { answer.headers.add(field.name, field.value) }
        return answer
    }

    package nonisolated func answer(_ fault: ServiceFault, to request: WebRequest, id: String) -> WebAnswer {
        let path = String(request.target.prefix { $0 != "?" })
        return S3Answers(id: id).fault(fault, method: request.method, resource: path)
    }

    /// Browsers' forms, which carry their signature inside, and what browsers ask before they send anything.
    package nonisolated func takesUnsigned(_ request: WebRequest) -> Bool {
        switch request.method {
        case "OPTIONS": true
        case "POST": request.headers["Content-Type"]?.lowercased().hasPrefix("multipart/form-data") ?? false
        default: false
        }
    }
}
