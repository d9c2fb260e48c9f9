import FuzzDriver
import Glibc
import Inspection
import JSON
import Ports

/// Files of any kind, whole and as the ends of one of a gigabyte.
@main enum InspectionFuzz {
    static func main() {
        exit(
            runFuzzer { bytes, count in
                InspectionFuzz.attempt(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        )
    }

    private static func attempt(_ bytes: [UInt8]) {
        let name = "a." + String(decoding: bytes.suffix(4), as: UTF8.self)
        // One in four is large: it is read a hundred times as long.
        let isLarge = bytes.reduce(0, &+).isMultiple(of: 4)
        runToEnd { await inspects(bytes, size: isLarge ? 1_000_000_000 : Int64(bytes.count), name) }
    }

    private static func inspects(_ bytes: [UInt8], size: Int64, _ name: String) async {
        do throws(PortError) {
            let findings = try await inspect(EndsWindow(bytes, size: size), name: name)
            precondition(findings.pairs["mime"]?.string == findings.mediaType, "two types")
            precondition(findings.pairs["size"]?.int == Int(size), "another size")
            let text = JSONValue.object(findings.pairs).bytes()
            precondition(text.count < 1 << 20, "more than anybody reads")
            precondition(!text.contains { $0 < 0x20 }, "a control")
            do throws(JSONError) {
                let again = try JSONValue(parsing: text)
                precondition(again == .object(findings.pairs), "another value")
            } catch {
                fatalError("what was found is no JSON: \(error)")
            }
        } catch {
            fatalError("a window in memory failed: \(error)")
        }
    }
}

/// The bytes at the beginning, and once more at the end; what lies between is nothing.
private struct EndsWindow: FileWindow {
    private let bytes: [UInt8]
    let size: Int64

    init(_ bytes: [UInt8], size: Int64) {
        self.bytes = bytes
        self.size = size
    }

    func read(_ range: Range<Int64>) async throws(PortError) -> [UInt8] {
        precondition(range.lowerBound >= 0 && range.upperBound <= size && !range.isEmpty, "a range that is not there")
        precondition(range.count <= 4 << 20, "more than there is room for")
        let end = size - Int64(bytes.count)
        var read = [UInt8](repeating: 0, count: range.count)
        for start in [0, end] {
            let overlap = range.clamped(to: start..<start + Int64(bytes.count))
            guard !overlap.isEmpty else { continue }
            let part = bytes[Int(overlap.lowerBound - start)..<Int(overlap.upperBound - start)]
            let place = Int(overlap.lowerBound - range.lowerBound)
            read.replaceSubrange(place..<place + part.count, with: part)
        }
        return read
    }
}
