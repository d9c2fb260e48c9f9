/// Finds the end of a request's head in what arrives, and reads the head once it is whole.
///
/// A value with no socket and no clock. It remembers how far it has looked, so a head that comes byte by byte costs no
/// more than one that comes at once.
package struct HeadReader: Sendable {
    private let limits: ServerLimits
    private var looked = 0
    private var lineStart = 0
    private var lineCount = 0
    private var hasSkippedLine = false

    package init(limits: ServerLimits) {
        self.limits = limits
    }

    /// The next head, taken out of the inbox, or nil while more must come.
    package mutating func next(from inbox: inout Inbox) throws(RequestFault) -> RequestHead? {
        skipEmptyLine(&inbox)
        // TLS, or another protocol altogether: nothing that could follow makes a method of it.
        if looked == 0, !inbox.isEmpty, !inbox[0].isTokenPart, inbox[0] != .carriageReturn || hasSkippedLine {
            throw .malformed("the request line")
        }
        while let lineFeed = inbox.lineFeed(from: looked) {
            try checkLength(lineFeed)
            guard lineFeed > lineStart, inbox[lineFeed - 1] == .carriageReturn else {
                throw .malformed("a line without its carriage return")
            }
            let isEmpty = lineFeed - 1 == lineStart
            looked = lineFeed + 1
            lineStart = looked
            if isEmpty {
                let head = inbox.prefix(looked)
                let read = try RequestHead(reading: head, fieldCount: lineCount - 1)
                inbox.drop(looked)
                self = HeadReader(limits: limits)
                return read
            }
            lineCount += 1
            guard lineCount <= limits.fieldCount + 1 else { throw .tooManyFields(limit: limits.fieldCount) }
        }
        looked = inbox.count
        try checkLength(looked)
        return nil
    }

    /// One empty line before a request is passed over: some clients end a body with it (RFC 9112, section 2.2).
    private mutating func skipEmptyLine(_ inbox: inout Inbox) {
        guard looked <= 1, !hasSkippedLine, inbox.count >= 2 else { return }
        guard inbox[0] == .carriageReturn, inbox[1] == .lineFeed else { return }
        inbox.drop(2)
        looked = 0
        hasSkippedLine = true
    }

    private func checkLength(_ end: Int) throws(RequestFault) {
        if lineCount == 0, end > limits.requestLine { throw .lineTooLong(limit: limits.requestLine) }
        if end > limits.head { throw .headTooLong(limit: limits.head) }
    }
}
