import FuzzDriver
import Glibc
import JSON

@main enum JSONFuzz {
    static func main() {
        exit(
            runFuzzer { bytes, count in
                JSONFuzz.attempt(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        )
    }

    private static func attempt(_ text: [UInt8]) {
        do {
            let value = try JSONValue(parsing: text)
            try keepsItsMeaning(value)
            decodes(text, value)
        } catch let error as JSONError {
            // A text may be refused, but only at a place that it has, and not what we wrote ourselves.
            precondition(error.position.map { $0.offset <= text.count } ?? false, "\(error)")
            precondition(!error.description.isEmpty)
        } catch {
            fatalError("an error that is not ours: \(error)")
        }
    }

    private static func keepsItsMeaning(_ value: JSONValue) throws {
        for style in [JSONStyle.compact, .pretty, .compact.ascii] {
            do {
                let again = try JSONValue(parsing: value.bytes(style: style))
                precondition(again == value, "another value")
                precondition(again.hashValue == value.hashValue, "another hash")
            } catch {
                fatalError("what was written is refused: \(error)")
            }
        }
        let script = value.bytes(style: .stringify)
        do {
            let again = try JSONValue(parsing: script)
            precondition(again.bytes(style: .stringify) == script, "stringify changes its mind")
            let encoded = try JSONCodec.encode(value, style: .pretty)
            precondition(encoded == value.bytes(style: .pretty), "two ways to write")
        } catch {
            fatalError("what was written is refused: \(error)")
        }
    }

    /// Reading a type from any text either works, and then both ways alike, or is an error.
    private static func decodes(_ text: [UInt8], _ value: JSONValue) {
        decodes(Probe.self, text, value)
        decodes([String: Probe].self, text, value)
        decodes([Probe].self, text, value)
        decodes([[String: [Int8?]]].self, text, value)
        decodes([String: String].self, text, value)
        decodes(Double.self, text, value)
        decodes([UInt64].self, text, value)
        decodes([Float].self, text, value)
    }

    private static func decodes<T: Codable>(_ type: T.Type, _ text: [UInt8], _ value: JSONValue) {
        let decoded: T
        do {
            decoded = try JSONCodec.decode(type, from: text)
        } catch {
            return precondition(!error.description.isEmpty)
        }
        do {
            let encoded = try JSONCodec.encode(decoded)
            let again = try JSONCodec.encode(try JSONCodec.decode(type, from: encoded))
            precondition(again == encoded, "another text")
            let fromTree = try JSONCodec.encode(try JSONCodec.decode(type, from: value))
            precondition(fromTree == encoded, "text and tree disagree")
        } catch {
            fatalError("what was decoded does not come back: \(error)")
        }
    }
}
