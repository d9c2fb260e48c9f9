/// Takes a `multipart/form-data` body apart (RFC 7578): its fields, then the bytes of its file as they come.
///
/// It is a value that is fed pieces of any size. The file is the last that is read; what follows it means nothing.
package struct FormDecoder: Sendable {
    private enum Place {
        case preamble, head, value(name: String), file, end
    }

    private let delimiter: [UInt8]
    private var place = Place.preamble
    private var buffer: [UInt8]
    private var fieldBytes = 0
    /// In their order, with names as they were sent.
    package private(set) var fields: [(name: String, value: String)] = []
    /// As the browser names it.
    package private(set) var fileName = ""
    package private(set) var fileType: String?

    /// Nil where the content type names no boundary.
    package init?(contentType: String) {
        guard contentType.lowercased().hasPrefix("multipart/form-data"),
            let boundary = FormPartHead.parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count)
        else { return nil }
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first boundary may stand at the very beginning, where no line ends before it.
        buffer = [0x0d, 0x0a]
    }

    package var hasReachedFile: Bool {
        switch place {
        case .file, .end: true
        case .preamble, .head, .value: false
        }
    }

    package var isComplete: Bool {
        if case .end = place { true } else { false }
    }

    /// Appends the bytes of the file that the piece carries.
    package mutating func take(_ piece: [UInt8], into file: inout [UInt8]) throws(FormFault) {
        if isComplete { return }
        buffer += piece
        while try step(&file) {}
    }

    /// False when more must come first.
    private mutating func step(_ file: inout [UInt8]) throws(FormFault) -> Bool {
        switch place {
        case .preamble:
            guard let range = find(delimiter) else { return try wait(within: Self.longestHead) }
            return try beginPart(after: range.upperBound)
        case .head:
            guard let range = find(Self.headEnd) else { return try wait(within: Self.longestHead) }
            try readHead(Array(buffer[..<range.lowerBound]))
            buffer.removeSubrange(..<range.upperBound)
            return true
        case .value(let name):
            guard let range = find(delimiter), range.upperBound + 2 <= buffer.count else {
                return try wait(within: Self.longestFields)
            }
            fieldBytes += range.lowerBound
            guard fieldBytes <= Self.longestFields, fields.count < Self.mostFields else { throw .tooLong }
            guard let value = String(validating: buffer[..<range.lowerBound], as: UTF8.self) else { throw .malformed }
            fields.append((name, value))
            return try beginPart(after: range.upperBound)
        case .file: return takeFile(&file)
        case .end: return false
        }
    }

    /// Behind a boundary: a line's end begins a part, two hyphens end the form.
    private mutating func beginPart(after end: Int) throws(FormFault) -> Bool {
        let next = buffer[end...].prefix(2)
        guard next.count == 2 else { return try wait(within: Self.longestFields) }
        guard next.elementsEqual([0x0d, 0x0a]) else {
            // A form without a file ends here.
            throw next.elementsEqual("--".utf8) ? .noFile : .malformed
        }
        // The line's end stays: an empty head is one line's end and nothing more.
        buffer.removeSubrange(..<end)
        place = .head
        return true
    }

    private mutating func readHead(_ head: [UInt8]) throws(FormFault) {
        let head = FormPartHead(head)
        guard let name = head.name else { throw .malformed }
        if name.lowercased() == "file" {
            fileName = head.fileName ?? ""
            fileType = head.type
            place = .file
        } else {
            place = .value(name: name)
        }
    }

    /// All that cannot be the beginning of the boundary.
    private mutating func takeFile(_ file: inout [UInt8]) -> Bool {
        if let range = find(delimiter) {
            file += buffer[..<range.lowerBound]
            buffer = []
            place = .end
        } else if buffer.count >= delimiter.count {
            let safe = buffer.count - delimiter.count + 1
            file += buffer[..<safe]
            buffer.removeSubrange(..<safe)
        }
        return false
    }

    private func wait(within limit: Int) throws(FormFault) -> Bool {
        if buffer.count > limit { throw .tooLong }
        return false
    }

    private func find(_ pattern: [UInt8]) -> Range<Int>? {
        guard let first = pattern.first, buffer.count >= pattern.count else { return nil }
        return buffer.withUnsafeBufferPointer { buffer in
            var start = 0
            let last = buffer.count - pattern.count
            while start <= last {
                if buffer[start] == first, pattern.indices.allSatisfy({ buffer[start + $0] == pattern[$0] }) {
                    return start..<start + pattern.count
                }
                start += 1
            }
            return nil
        }
    }

    private static let headEnd = Array("\r\n\r\n".utf8)
    private static let longestHead = 8_192
    /// S3's own limit for all fields before the file.
    private static let longestFields = 20_480
    private static let mostFields = 100
}

/// Why a body is no form.
package enum FormFault: Error, Sendable, Equatable {
    case malformed
    case tooLong
    case noFile
}
