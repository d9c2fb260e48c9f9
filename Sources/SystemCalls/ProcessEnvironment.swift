import CLinux
import Glibc

/// The process as its host sees it.
package enum ProcessEnvironment {
    /// The variables; of a name given twice the first counts, as for getenv.
    package static func current() -> [String: String] {
        var variables: [String: String] = [:]
        var entry = assay_environment()
        while let variable = entry?.pointee {
            let text = String(cString: variable)
            // By bytes: a value may begin with a mark that would join the sign to one character.
            if let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), variables[String(text[..<equals])] == nil {
                variables[String(text[..<equals])] = String(text[text.utf8.index(after: equals)...])
            }
            entry = entry?.successor()
        }
        return variables
    }

    /// The number of this process.
    package static var processNumber: Int32 { getpid() }

    package static func exit(with status: Int32) -> Never {
        Glibc.exit(status)
    }
}
