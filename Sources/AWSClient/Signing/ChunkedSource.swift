package import HTTP

/// Gives a body in the chunks of `aws-chunked`, made of another source as the connection asks for them.
package actor ChunkedSource: BodySource {
    private let source: any BodySource
    private let upload: ChunkedUpload
    private var signatures: ChunkSignatures?
    private var checksum: (any TrailingChecksum)?
    /// Whole frames, of which so many bytes are given away.
    private var ready: [UInt8] = []
    private var given = 0
    private var hasEnded = false

    /// Frames that go out as one piece: handing a piece over costs as much as cutting it.
    private static let longestPiece = 4 * (ChunkedUpload.chunkSize + ChunkedUpload.longestFrameAround)

    package init(_ source: any BodySource, as upload: ChunkedUpload) {
        self.source = source
        self.upload = upload
        signatures = upload.signatures
        checksum = upload.checksum
    }

    package func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        if given == ready.count, !hasEnded { try await fill(upTo: min(limit, Self.longestPiece)) }
        let count = min(ready.count - given, max(0, limit))
        if count == ready.count { return takeAll() }
        defer { given += count }
        return Array(ready[given..<given + count])
    }

    private func takeAll() -> [UInt8] {
        defer { ready = [] }
        return ready
    }

    package func rewind() async -> Bool {
        guard await source.rewind() else { return false }
        signatures = upload.signatures
        checksum = upload.checksum
        (ready, given) = ([], 0)
        hasEnded = false
        return true
    }

    /// As many frames as surely fit, and at least one.
    private func fill(upTo limit: Int) async throws(BodyFailure) {
        (ready, given) = ([], 0)
        repeat {
            let chunk = try await chunk()
            if chunk.count == upload.chunkSize { ready.reserveCapacity(limit) }
            frame(chunk)
        } while !hasEnded && ready.count + upload.chunkSize + ChunkedUpload.longestFrameAround <= limit
    }

    private func chunk() async throws(BodyFailure) -> [UInt8] {
        var chunk = try await source.next(atMost: upload.chunkSize)
        while !chunk.isEmpty, chunk.count < upload.chunkSize {
            let more = try await source.next(atMost: upload.chunkSize - chunk.count)
            if more.isEmpty { break }
            chunk += more
        }
        return chunk
    }

    /// Puts a chunk with what stands around it behind those that are ready; the end is an empty chunk and the trailer.
    private func frame(_ chunk: [UInt8]) {
        checksum?.update(chunk)
        let signature = (signatures?.next(chunk)).map { ChunkedUpload.signatureField + $0 } ?? ""
        ready += "\(String(chunk.count, radix: 16))\(signature)\r\n".utf8
        if chunk.isEmpty {
            hasEnded = true
            ready += trailer().utf8
        } else {
            ready += chunk
        }
        ready += "\r\n".utf8
    }

    private func trailer() -> String {
        guard let checksum else { return "" }
        let line = "\(checksum.headerName):\(checksum.finish())"
        let signature = signatures?.trailer(line + "\n")
        return line + "\r\n" + (signature.map { "\(ChunkedUpload.trailerSignature):\($0)\r\n" } ?? "")
    }
}

extension ChunkedUpload {
    fileprivate var signatures: ChunkSignatures? {
        switch proof {
        case .signed(let seed): ChunkSignatures(after: seed)
        case .unsigned: nil
        }
    }
}
