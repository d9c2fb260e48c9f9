import Glibc

/// `_X_AMZN_TRACE_ID` in the process's environment, where tracing libraries look for the event's trace.
///
/// The variable's memory is given to the environment once and rewritten between events: setenv would keep every value
/// it was ever given, and move the environment under a reader.
struct TraceVariable: ~Copyable {
    private let value: UnsafeMutablePointer<CChar>

    /// Three times what a header with root, parent, sampling and lineage takes today.
    private static let capacity = 1024
    private static let name = "_X_AMZN_TRACE_ID="

    /// Makes the variable.
    ///
    /// Its memory belongs to the environment from then on, so it is never freed.
    init() {
        let variable = UnsafeMutablePointer<CChar>.allocate(capacity: Self.name.utf8.count + Self.capacity)
        for (index, byte) in Self.name.utf8.enumerated() { variable[index] = CChar(bitPattern: byte) }
        value = variable + Self.name.utf8.count
        value[0] = 0
        _ = putenv(variable)
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
