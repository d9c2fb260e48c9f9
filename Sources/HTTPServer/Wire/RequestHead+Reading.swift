import HTTP

extension RequestHead {
    /// Reads a whole head, the empty line at its end included; each line ends with CRLF.
    init(reading head: ArraySlice<UInt8>, fieldCount: Int) throws(RequestFault) {
        let lineEnd = head.lineEnd(from: head.startIndex)
        let line = try RequestLine(head[head.startIndex..<lineEnd])
        var fields: [WebHeaders.Field] = []
        fields.reserveCapacity(max(0, fieldCount))
        var meaning = FieldMeanings()
        var start = lineEnd + 2
        while true {
            let end = head.lineEnd(from: start)
            if end == start { break }
            fields.append(try Self.field(head[start..<end], telling: &meaning))
            start = end + 2
        }
        let isHTTP10 = line.minorVersion == 0
        if !isHTTP10, meaning.host == nil { throw .malformed("there is no Host") }
        var origin: WebOrigin?
        if let authority = line.authority ?? meaning.host, !authority.isEmpty {
            origin = try WebOrigin(readingAuthority: authority)
        }
        method = line.method
        target = line.target
        headers = WebHeaders(fields)
        self.origin = origin
        framing = try meaning.framing(isHTTP10: isHTTP10)
        self.isHTTP10 = isHTTP10
        keepsAlive = !meaning.wantsClose && (!isHTTP10 || meaning.wantsKeepAlive)
        expectsContinue = meaning.expectsContinue && !isHTTP10
    }

    /// A name, a colon, a value; nothing is folded, and no blank stands before the colon (RFC 9112, section 5).
    private static func field(
        _ line: ArraySlice<UInt8>,
        telling meaning: inout FieldMeanings
    ) throws(RequestFault) -> WebHeaders.Field {
        guard let colon = line.firstIndex(of: .colon), colon > line.startIndex else {
            throw .malformed("a header has no name")
        }
        let name = line[..<colon]
        guard name.allSatisfy(\.isTokenPart) else { throw .malformed("a header's name") }
        let value = line[(colon + 1)...].trimmed
        guard value.allSatisfy(\.isFieldContent), let text = String(validating: value, as: UTF8.self) else {
            throw .malformed("a header's value")
        }
        try meaning.take(name, value)
        return WebHeaders.Field(String(decoding: name, as: UTF8.self), text)
    }
}

extension ArraySlice<UInt8> {
    /// Where the line that begins at `start` has its carriage return; every line feed has one before it.
    fileprivate func lineEnd(from start: Int) -> Int {
        var index = start
        while self[index] != .lineFeed { index += 1 }
        return index - 1
    }
}
