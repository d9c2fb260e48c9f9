import JSON

/// What was handed over to be replayed, taken apart: one value of JSON, one a line, or bytes that are none.
struct ReplayInput: Sendable, Equatable {
    let events: [ReplayEvent]

    /// `isBody`: whatever it looks like, it is the body of one message.
    init(_ bytes: [UInt8], isBody: Bool = false) throws(ReplayInputFault) {
        guard bytes.contains(where: { !$0.isSpace }) else { throw .empty }
        if isBody {
            events = [QueuedMessage(body: String(decoding: bytes, as: UTF8.self)).event(line: 1)]
            return
        }
        var events: [ReplayEvent] = []
        for (line, value) in try Self.values(of: bytes) { events += try EventShape(value, line: line).events() }
        self.events = events
        try checkMarks()
    }

    /// An answer can be spoken of only behind its request; what it will hold nobody knows yet.
    private func checkMarks() throws(ReplayInputFault) {
        var asked = 0
        for event in events where event.origin == .client {
            for mark in AnswerMark.all(in: event.event) where mark.request < 1 || mark.request > asked {
                let wanted = "speaks of request \(mark.request), and there are \(asked) before it"
                throw .wrong(what: mark.text.printable, wanted: wanted, line: event.line)
            }
            asked += 1
        }
    }

    /// The whole as one value; where that is none, each line as one.
    private static func values(of bytes: [UInt8]) throws(ReplayInputFault) -> [(Int, JSONValue)] {
        let whole: JSONError
        do {
            return [(1, try JSONValue(parsing: bytes))]
        } catch {
            whole = error
        }
        var values: [(Int, JSONValue)] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where line.contains(where: { !$0.isSpace }) {
            do {
                values.append((index + 1, try JSONValue(parsing: Array(line))))
            } catch {
                // Where not even the first line is a value it was meant as one, and its own fault says more.
                throw values.isEmpty ? fault(whole, line: 1) : fault(error, line: index + 1)
            }
        }
        return values
    }

    private static func fault(_ error: JSONError, line: Int) -> ReplayInputFault {
        guard let position = error.position else { return .notJSON(line: line, column: 1, reason: "\(error)") }
        return .notJSON(line: line + position.line - 1, column: position.column, reason: "\(error.reason)")
    }
}

extension UInt8 {
    fileprivate var isSpace: Bool { self == UInt8(ascii: " ") || (9...13).contains(self) }
}
