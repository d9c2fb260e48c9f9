import Glibc
import TestKit
import Time

/// What this process holds at the moment; it means something only where nothing else runs in it.
enum OwnProcess {
    struct Holdings: Equatable, CustomStringConvertible {
        let descriptors: Int
        let threads: Int

        var description: String { "descriptors \(descriptors), threads \(threads)" }

        static func - (left: Holdings, right: Holdings) -> Holdings {
            Holdings(descriptors: left.descriptors - right.descriptors, threads: left.threads - right.threads)
        }
    }

    /// What it holds when that has not changed for a while: threads take their time to end.
    static func holdings() async -> Holdings {
        var last: Holdings?
        var looks = 0
        _ = await comesAbout {
            let now = Holdings(descriptors: entries(of: "/proc/self/fd"), threads: entries(of: "/proc/self/task"))
            looks = now == last ? looks + 1 : 0
            last = now
            return looks == 20
        }
        return last ?? Holdings(descriptors: 0, threads: 0)
    }

    /// In bytes.
    static var residentMemory: Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let words = text.split(separator: " ")
        return words.count > 1 ? (Int(words[1]) ?? 0) * Int(getpagesize()) : 0
    }

    /// Ends the process by a signal if it still runs then, so that a hang is a failure.
    static func endIfItHangs() { alarm(900) }

    /// Of these seeds, or of those in ASSAY_FAULT_SEEDS, with a space between two.
    static func seeds(_ usual: [UInt64]) -> [UInt64] {
        let words = getenv("ASSAY_FAULT_SEEDS").map { String(cString: $0) } ?? ""
        let seeds = words.split(separator: " ").compactMap { UInt64($0) }
        return seeds.isEmpty ? usual : seeds
    }

    /// Waits until something has come about, at most three minutes.
    static func comesAbout(_ condition: () -> Bool) async -> Bool {
        for _ in 0..<18_000 {
            if condition() { return true }
            do throws(CancellationError) {
                try await SystemClock().sleep(for: .milliseconds(10))
            } catch {
                return false
            }
        }
        return condition()
    }

    private static func entries(of folder: String) -> Int {
        guard let listing = opendir(folder) else { return -1 }
        defer { closedir(listing) }
        var count = 0
        while readdir(listing) != nil { count += 1 }
        return count
    }
}
