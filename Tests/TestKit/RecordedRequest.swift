/// An HTTP/1.1 request as a client wrote it.
package struct RecordedRequest: Sendable, Hashable {
    package let method: String
    package let target: String
    /// Lower-case names.
    package let headers: [String: String]
    package let body: [UInt8]
    package let trailers: [String: String]
    /// The sizes of the body's chunks; empty where the body had a length.
    package let chunks: [Int]

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// All requests of a recorded stream; nil where what remains is no whole request.
    package static func all(in bytes: [UInt8]) -> [RecordedRequest]? {
        var rest = bytes[...]
        var requests: [RecordedRequest] = []
        while !rest.isEmpty {
            guard let request = RecordedRequest(readingFrom: &rest) else { return nil }
            requests.append(request)
        }
        return requests
    }

    /// Takes one whole request from the front, or takes nothing.
    package init?(readingFrom bytes: inout ArraySlice<UInt8>) {
        var rest = bytes
        guard let line = rest.takeLine(), let fields = rest.takeFields() else { return nil }
        let words = line.split(separator: " ")
        guard words.count == 3, words[2] == "HTTP/1.1" else { return nil }
        method = String(words[0])
        target = String(words[1])
        headers = fields
        if fields["transfer-encoding"] == "chunked" {
            guard let chunked = rest.takeChunks() else { return nil }
            (body, trailers, chunks) = chunked
        } else {
            let length = fields["content-length"].flatMap { Int($0) } ?? 0
            guard rest.count >= length else { return nil }
            body = Array(rest.prefix(length))
            rest = rest.dropFirst(length)
            (trailers, chunks) = ([:], [])
        }
        bytes = rest
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func takeLine() -> String? {
        guard let end = firstIndex(of: UInt8(ascii: "\n")), end > startIndex, self[end - 1] == UInt8(ascii: "\r") else {
            return nil
        }
        defer { self = self[(end + 1)...] }
        return String(decoding: self[startIndex..<(end - 1)], as: UTF8.self)
    }

    fileprivate mutating func takeFields() -> [String: String]? {
        var fields: [String: String] = [:]
        while let line = takeLine() {
            if line.isEmpty { return fields }
            guard let colon = line.firstIndex(of: ":") else { return nil }
            fields[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        return nil
    }

    fileprivate mutating func takeChunks() -> (body: [UInt8], trailers: [String: String], chunks: [Int])? {
        var body: [UInt8] = []
        var sizes: [Int] = []
        while let line = takeLine(), let size = Int(line, radix: 16), count >= size {
            guard size > 0 else { return takeFields().map { (body, $0, sizes) } }
            body += prefix(size)
            sizes.append(size)
            self = dropFirst(size)
            guard takeLine() == "" else { return nil }
        }
        return nil
    }
}
