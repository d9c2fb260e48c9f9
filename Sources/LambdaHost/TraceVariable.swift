import Glibc

/// `_X_AMZN_TRACE_ID` in the process's environment, where tracing libraries look for the event's trace.
///
/// The variable's memory is given to the environment once and rewritten between events: setenv would keep every value
/// it was ever given, and move the environment under a reader.
struct TraceVariable {
    private let value: UnsafeMutablePointer<CChar>

    /// Three times what a header with root, parent, sampling and lineage takes today.
    private static let capacity = 1024
    private static let name = "_X_AMZN_TRACE_ID="

    /// Where the value begins.
    ///
    /// A process has one environment, so there is one of these; it is never freed.
    private static let memory: UInt = {
        let variable = UnsafeMutablePointer<CChar>.allocate(capacity: name.utf8.count + capacity)
        for (index, byte) in name.utf8.enumerated() { variable[index] = CChar(bitPattern: byte) }
        let value = variable + name.utf8.count
        value[0] = 0
        _ = putenv(variable)
        return UInt(bitPattern: value)
    }()

    /// Nil where the system has no memory for it.
    init?() {
        guard let value = UnsafeMutablePointer<CChar>(bitPattern: Self.memory) else { return nil }
        self.value = value
    }

    /// Sets it, to nothing where the event has no trace or one that cannot be real.
    func set(_ trace: String?) {
        var trace = trace ?? ""
        trace.withUTF8 { bytes in
            let count = bytes.count < Self.capacity && !bytes.contains(0) ? bytes.count : 0
            for index in 0..<count { value[index] = CChar(bitPattern: bytes[index]) }
            value[count] = 0
        }
    }
}
