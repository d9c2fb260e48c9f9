import Glibc

/// What this process takes up.
package struct Usage {
    package let residentMB: Double
    package let peakMB: Double
    package let descriptors: Int
    package let processorSeconds: Double

    package init() {
        residentMB = Self.megabytes("VmRSS:")
        peakMB = Self.megabytes("VmHWM:")
        descriptors = (Int32(0)..<4_096).count { fcntl($0, F_GETFD) >= 0 }
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        processorSeconds = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// A line of /proc/self/status, in 10⁶ bytes.
    private static func megabytes(_ name: String) -> Double {
        guard let file = fopen("/proc/self/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            guard text.hasPrefix(name) else { continue }
            let kibibytes = text.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Double($0) } ?? 0
            return (kibibytes * 1_024 / 1e5).rounded() / 10
        }
        return 0
    }
}
