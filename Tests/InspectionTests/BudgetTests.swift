import Inspection
import JSON
import Ports
import Testing

/// What each read costs, and what all of them may come to.
@Suite struct BudgetTests {
    private static let gigabyte: Int64 = 1_000_000_000

    @Test func `a file of 100 KB is one read, whatever it is`() async throws {
        for start in ["%PDF-1.7\n", "PK\u{3}\u{4}", "GIF89a", "{", "ID3\u{3}", "\u{0}\u{0}\u{0}\u{18}ftypmp42"] {
            let window = MemoryWindow(size: 100_000, [(0, Array(start.utf8))])
            _ = try await inspect(window, name: "a")
            #expect(window.reads == [0..<100_000], "\(start)")
        }
    }

    @Test func `an empty file is not read`() async throws {
        let window = MemoryWindow([])
        let findings = try await inspect(window, name: "a.txt")
        #expect(findings.mediaType == "application/x-empty")
        #expect(window.reads == [])
    }

    @Test(arguments: [
        "classic.pdf", "packed.pdf", "files.zip", "report.docx", "letter.doc", "scan.tif", "square.png", "photo.jpg",
        "film.mp4", "song.mp3", "tone.wav", "files.tar", "files.tar.gz", "tool.exe", "program.elf", "message.eml",
        "table.csv", "data.json", "moving.gif",
    ])
    func `a gigabyte that begins and ends like a sample stays within the budget`(name: String) async throws {
        let bytes = try sample(name)
        let window = MemoryWindow(size: Self.gigabyte, [(0, bytes), (Self.gigabyte - Int64(bytes.count), bytes)])
        let findings = try await inspect(window, name: name)
        #expect(findings.pairs["size"]?.int == Int(Self.gigabyte))
        #expect(window.reads.count <= ReadBudget.reads)
        #expect(window.bytesRead <= ReadBudget.bytes)
        #expect(Set(window.reads).count == window.reads.count, "a range was read twice: \(window.reads)")
    }

    @Test func `an archive of a gigabyte is told of from its two ends`() async throws {
        let bytes = try sample("files.zip")
        let window = MemoryWindow(size: Self.gigabyte, [(0, bytes), (Self.gigabyte - Int64(bytes.count), bytes)])
        let findings = try await inspect(window, name: "files.zip")
        #expect(findings.pairs["entries"] == 3)
        #expect(findings.pairs["names"]?[0] == "folder/a.txt")
        #expect(window.reads.count == 2)
    }

    @Test func `a film whose description is behind a gigabyte of picture is found by one step`() async throws {
        let film = try sample("film.mp4")
        // 24 bytes of brand, then a box of 1,008 bytes that becomes one of nearly a gigabyte.
        let moov = Array(film[(24 + 1008)...])
        let size = Self.gigabyte - 24 - Int64(moov.count)
        let head = Array(film[..<24]) + [0, 0, 0, 1] + Array("mdat".utf8) + bigEndian(UInt64(size))
        let window = MemoryWindow(size: Self.gigabyte, [(0, head), (24 + size, moov)])
        let findings = try await inspect(window, name: "film.mp4")
        #expect(findings.pairs["duration_s"] == 12.5)
        #expect(findings.pairs["width"] == 1920)
        #expect(findings.pairs["title"] == "A film")
        #expect(window.reads.count == 2)
    }

    @Test func `an archive of many large members is told of as far as the budget goes`() async throws {
        let tar = try sample("files.tar")
        // The first sample's members, but each a hundred million bytes long, one behind the other.
        var header = Array(tar[..<512])
        header.replaceSubrange(124..<136, with: Array("000575360400".utf8))
        header.replaceSubrange(148..<156, with: Array("        ".utf8))
        let sum = header.reduce(0) { $0 + Int($1) }
        header.replaceSubrange(148..<156, with: Array(("000000" + String(sum, radix: 8)).suffix(6).utf8) + [0, 0x20])
        let step: Int64 = 512 + 100_000_256
        let members = (0..<30).map { (start: Int64($0) * step, bytes: header) }
        let window = MemoryWindow(size: 30 * step, members)
        let findings = try await inspect(window, name: "files.tar")
        #expect(findings.mediaType == "application/x-tar")
        #expect(findings.pairs["entries"]?.int == ReadBudget.reads)
        #expect(findings.pairs["partial"] == true)
        #expect(window.reads.count == ReadBudget.reads)
    }

    @Test func `a window that fails fails the inspection`() async throws {
        await #expect(throws: PortError.deadlinePassed) { try await inspect(FailingWindow(), name: "a") }
    }

    @Test func `a file that has shrunk meanwhile is told of as far as it goes`() async throws {
        let findings = try await inspect(ShrunkWindow(), name: "a.zip")
        #expect(findings.mediaType == "application/zip")
    }

    private struct FailingWindow: FileWindow {
        let size: Int64 = 10
        func read(_ range: Range<Int64>) async throws(PortError) -> [UInt8] { throw .deadlinePassed }
    }

    private struct ShrunkWindow: FileWindow {
        let size: Int64 = 1_000_000
        func read(_ range: Range<Int64>) async throws(PortError) -> [UInt8] { Array("PK\u{3}\u{4}".utf8) }
    }
}

private func bigEndian(_ number: UInt64) -> [UInt8] { (0..<8).map { UInt8(number >> (56 - 8 * $0) & 0xff) } }
