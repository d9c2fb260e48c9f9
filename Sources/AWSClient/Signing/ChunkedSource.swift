package import HTTP

/// Gives a body in the chunks of `aws-chunked`, made of another source as the connection asks for them.
package actor ChunkedSource: BodySource {
    private let source: any BodySource
    private let upload: ChunkedUpload
    private var signatures: ChunkSignatures?
    private var checksum: (any TrailingChecksum)?
    private var ready: ArraySlice<UInt8> = []
    private var hasEnded = false

    package init(_ source: any BodySource, as upload: ChunkedUpload) {
        self.source = source
        self.upload = upload
        signatures = upload.signatures
        checksum = upload.checksum
    }

    package func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        if ready.isEmpty, !hasEnded { ready = try await frame()[...] }
        let piece = ready.prefix(max(0, limit))
        ready = ready.dropFirst(piece.count)
        return Array(piece)
    }

    package func rewind() async -> Bool {
        guard await source.rewind() else { return false }
        signatures = upload.signatures
        checksum = upload.checksum
        ready = []
        hasEnded = false
        return true
    }

    /// The next chunk with what stands around it; the end is an empty chunk and the trailer.
    private func frame() async throws(BodyFailure) -> [UInt8] {
        var chunk: [UInt8] = []
        while chunk.count < upload.chunkSize {
            let more = try await source.next(atMost: upload.chunkSize - chunk.count)
            if more.isEmpty { break }
            chunk += more
        }
        checksum?.update(chunk)
        let signature = (signatures?.next(chunk)).map { ChunkedUpload.signatureField + $0 } ?? ""
        var bytes = Array("\(String(chunk.count, radix: 16))\(signature)\r\n".utf8)
        if chunk.isEmpty {
            hasEnded = true
            bytes += Array(trailer().utf8)
        } else {
            bytes += chunk
        }
        return bytes + Array("\r\n".utf8)
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
