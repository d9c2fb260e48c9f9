import CLinux
import Glibc

/// The process as its host sees it.
enum ProcessEnvironment {
    /// The variables; of a name given twice the first counts, as for getenv.
    static func current() -> [String: String] {
        var variables: [String: String] = [:]
        var entry = assay_environment()
        while let variable = entry?.pointee {
            let text = String(cString: variable)
            if let equals = text.firstIndex(of: "="), variables[String(text[..<equals])] == nil {
                variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            entry = entry?.successor()
        }
        return variables
    }

    static func exit(with status: Int32) -> Never {
        Glibc.exit(status)
    }
}
