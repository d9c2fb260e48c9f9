import HTTP
import Time

/// Draws the parts of a request from a seed.
struct Draw {
    private var generator: RandomGenerator

    init(_ random: SeededRandom) {
        generator = random.generator
    }

    mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < share }

    mutating func one<Element>(of elements: [Element]) -> Element { elements[number(0..<elements.count)] }

    mutating func text(_ length: Int, from alphabet: String) -> String {
        let characters = Array(alphabet)
        return String((0..<length).map { _ in one(of: characters) })
    }

    /// All that ever broke a signature: what is reserved, what normalises, what is not ASCII.
    mutating func weird(_ length: ClosedRange<Int>) -> String {
        let parts = [
            "a", "B", "7", "-", ".", "_", "~", "/", "//", "/./", "/../", "..", "+", "%", "%20", "%2F", "%zz", " ", "  ",
            "@", "[", "]", "!", "*", "'", "(", ")", "=", "&", ";", ":", ",", "?", "#", "$", "\"", "<", ">", "\\", "^",
            "`", "{", "|", "}", "\t", "\u{1}", "\u{7F}", "é", "e\u{301}", "ß", "日本語", "😀", "\u{200B}", "\u{FEFF}",
        ]
        return (0..<number(length.lowerBound..<length.upperBound + 1)).map { _ in one(of: parts) }.joined()
    }

    /// Some signed, some never, some twice, in any case and with any space.
    mutating func headers() -> WebHeaders {
        let names = [
            "Content-Type", "content-length", "X-Amz-Meta-Name", "x-amz-meta-name", "X-AMZ-ACL", "If-None-Match",
            "x-amz-checksum-sha256", "User-Agent", "Connection", "Expect", "X-Amzn-Trace-Id", "Transfer-Encoding",
            "traceparent", "Baggage", "Trailer", "TE", "Keep-Alive", "Accept", "X-Amz-Target", "x-a", "x-a-b",
        ]
        let values = [
            "*", "a  b", "  a", "a\t ", "", "\"a   b\"", "x,y", "a\r\n  b", "48", "text/plain; charset=utf-8",
        ]
        return WebHeaders((0..<number(0..<7)).map { _ in .init(one(of: names), one(of: values)) })
    }
}
