import Glibc
import Inspection
import JSON
import Ports
import Synchronization
import Testing

/// A file in memory, which counts what is read of it.
final class MemoryWindow: FileWindow {
    let size: Int64
    private let parts: [(start: Int64, bytes: [UInt8])]
    private let log = Mutex<[Range<Int64>]>([])

    convenience init(_ bytes: [UInt8]) {
        self.init(size: Int64(bytes.count), [(0, bytes)])
    }

    /// Zeros, but for these parts.
    init(size: Int64, _ parts: [(start: Int64, bytes: [UInt8])]) {
        self.size = size
        self.parts = parts
    }

    var reads: [Range<Int64>] { log.withLock { $0 } }
    var bytesRead: Int64 { reads.reduce(0) { $0 + Int64($1.count) } }

    func read(_ range: Range<Int64>) async throws(PortError) -> [UInt8] {
        log.withLock { $0.append(range) }
        precondition(range.lowerBound >= 0 && range.upperBound <= size && !range.isEmpty, "a range that is not there")
        var bytes = [UInt8](repeating: 0, count: range.count)
        for part in parts {
            let overlap = range.clamped(to: part.start..<part.start + Int64(part.bytes.count))
            for place in overlap { bytes[Int(place - range.lowerBound)] = part.bytes[Int(place - part.start)] }
        }
        return bytes
    }
}

/// A file that Tests/samples/make.py made.
func sample(_ name: String) throws -> [UInt8] { try contents(of: "Fuzz/seeds/InspectionFuzz/\(name)") }

/// A file of Tests.
func contents(of path: String) throws -> [UInt8] {
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let file = try #require(fopen("/\(folder)/\(path)", "r"), "\(path)")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk.prefix(count) }
    return bytes
}

func inspect(_ bytes: [UInt8], name: String = "file") async throws -> Findings {
    try await inspect(MemoryWindow(bytes), name: name)
}
