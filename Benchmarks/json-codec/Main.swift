// Measures the CPU time of decoding and encoding one typed event of a kilobyte. Run it from a release build.

import Glibc
import JSON

@main enum Main {
    private static let rounds = 20_000
    private static let samples = 9

    static func main() throws {
        let text = try JSONCodec.encode(Event.sample)
        guard try JSONCodec.decode(Event.self, from: text) == Event.sample else {
            print("the event does not survive a round trip")
            exit(1)
        }
        let decode = try microseconds { _ = try JSONCodec.decode(Event.self, from: text) }
        let encode = try microseconds { _ = try JSONCodec.encode(Event.sample) }
        let roundtrip = try microseconds {
            _ = try JSONCodec.encode(try JSONCodec.decode(Event.self, from: text))
        }
        let parse = try microseconds { _ = try JSONValue(parsing: text) }

        print("event       \(text.count) bytes")
        for (name, figure) in [("decode", decode), ("encode", encode), ("round trip", roundtrip), ("tree", parse)] {
            print(name + String(repeating: " ", count: 12 - name.count) + "\(figure) µs")
        }
        let figures: JSONValue = [
            "decode_us": .double(decode),
            "encode_us": .double(encode),
            "roundtrip_us": .double(roundtrip),
        ]
        let line: JSONValue = ["bench": "json-codec", "figures": figures]
        print(String(decoding: line.bytes(), as: UTF8.self))
    }

    /// The median over the samples, so that a neighbour on the machine does not count.
    private static func microseconds(_ work: () throws -> Void) rethrows -> Double {
        var figures: [Double] = []
        for _ in 0..<samples {
            let start = processorSeconds()
            for _ in 0..<rounds { try work() }
            figures.append((processorSeconds() - start) / Double(rounds) * 1e6)
        }
        return (figures.sorted()[samples / 2] * 1_000).rounded() / 1_000
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
