import HTTP

/// Writes answers to one connection.
struct AnswerWriter {
    let connection: Connection
    let date: DateField

    /// As much of a stream as is in memory at a time.
    private static let pieceLimit = 128 * 1024

    /// Writes the answer; says whether the connection can carry another exchange.
    func write(_ answer: WebAnswer, to head: RequestHead, mayGoOn: Bool) async throws(ConnectionEnd) -> Bool {
        let request = AnsweredRequest(isHead: head.method == "HEAD", isHTTP10: head.isHTTP10)
        let goesOn = mayGoOn && head.keepsAlive && !connection.channel.isRetired
        return try await write(answer, as: request, mayGoOn: goesOn)
    }

    func write(
        _ answer: WebAnswer,
        as request: AnsweredRequest,
        mayGoOn: Bool
    ) async throws(ConnectionEnd) -> Bool {
        guard let head = AnswerHead(answer, to: request, keepsAlive: mayGoOn, date: date.bytes) else {
            return try await write(.unsayable, as: request, mayGoOn: mayGoOn)
        }
        if request.isHead || head.framing == .unsent {
            try await connection.write(head.bytes)
            return head.keepsAlive
        }
        switch answer.body {
        case .none: try await connection.write(head.bytes)
        case .bytes(let bytes): try await connection.write(head.bytes, bytes)
        case .stream(let source, _):
            try await connection.write(head.bytes)
            try await write(source, framing: head.framing)
        }
        return head.keepsAlive
    }

    /// A body that is not what was announced ends the connection with a reset: a client must not take it for whole.
    private func write(_ source: any BodySource, framing: AnswerFraming) async throws(ConnectionEnd) {
        do {
            switch framing {
            case .length(let length): try await write(source, length: length)
            case .chunked: try await writeChunks(source)
            case .untilClose:
                while case let piece = try await next(of: source, atMost: Self.pieceLimit), !piece.isEmpty {
                    try await connection.write(piece)
                }
            case .unsent: return
            }
        } catch {
            connection.channel.resetAtClose()
            throw error
        }
    }

    private func write(_ source: any BodySource, length: Int) async throws(ConnectionEnd) {
        var left = length
        while left > 0 {
            let piece = try await next(of: source, atMost: min(left, Self.pieceLimit))
            guard !piece.isEmpty, piece.count <= left else { throw .cut }
            try await connection.write(piece)
            left -= piece.count
        }
    }

    /// The break behind a chunk goes out with the size of the next, so that each is one call.
    private func writeChunks(_ source: any BodySource) async throws(ConnectionEnd) {
        var lineBreak = ""
        while case let piece = try await next(of: source, atMost: Self.pieceLimit), !piece.isEmpty {
            try await connection.write(Array("\(lineBreak)\(String(piece.count, radix: 16))\r\n".utf8), piece)
            lineBreak = "\r\n"
        }
        try await connection.write(Array("\(lineBreak)0\r\n\r\n".utf8))
    }

    private func next(of source: any BodySource, atMost limit: Int) async throws(ConnectionEnd) -> [UInt8] {
        do {
            return try await source.next(atMost: limit)
        } catch {
            throw .cut
        }
    }
}

extension WebAnswer {
    /// In the place of an answer that HTTP cannot say.
    fileprivate static let unsayable = WebAnswer(
        status: 500,
        headers: ["content-type": "text/plain; charset=utf-8"],
        body: .bytes(Array("the answer has a status or a header that HTTP does not allow\n".utf8))
    )
}
