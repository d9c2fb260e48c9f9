import Ports

/// Reads a file through its window: no byte twice, and no more than ``ReadBudget`` allows.
final class FileReader {
    let size: Int64
    private(set) var head = Bytes()
    /// Whether something was left unread, for want of budget or by a limit: what was found is not all.
    private(set) var isPartial = false

    private let window: any FileWindow
    private var blocks: [(start: Int64, bytes: Bytes)] = []
    private var reads = 0
    private var bytesRead: Int64 = 0

    init(_ window: any FileWindow) {
        self.window = window
        size = max(0, window.size)
    }

    /// Reads the head, and with it the whole of a file that ends not far behind it.
    func open() async throws(PortError) {
        let end = size <= ReadBudget.head + ReadBudget.tail ? size : ReadBudget.head
        guard end > 0, let bytes = try await fetch(0..<end) else { return }
        head = bytes
    }

    /// Whether the head is all there is.
    var isWhole: Bool { Int64(head.count) == size }

    /// As many bytes, or nil where the file ends before them or the budget does.
    func bytes(at offset: Int64, count: Int) async throws(PortError) -> Bytes? {
        let bytes = try await bytes(at: offset, upTo: count)
        return bytes.count == count ? bytes : nil
    }

    /// As many bytes, or as many as the file has from there on; none where the budget is spent.
    func bytes(at offset: Int64, upTo count: Int) async throws(PortError) -> Bytes {
        guard offset >= 0, offset < size, count > 0 else { return Bytes() }
        let end = offset + min(Int64(count), size - offset)
        for block in blocks where block.start <= offset && end <= block.start + Int64(block.bytes.count) {
            return block.bytes[from: Int(offset - block.start), upTo: Int(end - offset)]
        }
        let range = wider(offset..<end)
        guard let bytes = try await fetch(range) else { return Bytes() }
        return bytes[from: Int(offset - range.lowerBound), upTo: Int(end - offset)]
    }

    /// The last bytes of the file, as many as ``ReadBudget/tail`` or as there are, and where they begin.
    func tail() async throws(PortError) -> (start: Int64, bytes: Bytes) {
        let start = max(0, size - ReadBudget.tail)
        return (start, try await bytes(at: start, upTo: Int(size - start)))
    }

    /// For a format that leaves something out by a limit of its own.
    func leaveOut() { isPartial = true }

    /// A read that touches the tail brings the tail; any other a block or more.
    private func wider(_ range: Range<Int64>) -> Range<Int64> {
        let tail = max(0, size - ReadBudget.tail)
        if range.lowerBound >= tail { return tail..<size }
        return range.lowerBound..<min(size, max(range.upperBound, range.lowerBound + ReadBudget.block))
    }

    private func fetch(_ range: Range<Int64>) async throws(PortError) -> Bytes? {
        let count = range.upperBound - range.lowerBound
        guard reads < ReadBudget.reads, bytesRead + count <= ReadBudget.bytes else {
            isPartial = true
            return nil
        }
        reads += 1
        bytesRead += count
        let bytes = Bytes(try await window.read(range))
        blocks.append((range.lowerBound, bytes))
        return bytes
    }
}
