import Files

/// The repository's template, as text.
package enum TemplateText {
    /// With a vendor for each of these engines, all of them built in, and all of them deployed.
    package static func withEngines(_ engines: [String]) throws -> String {
        guard let bytes = try SystemFiles().read("\(root)/template.yaml") else { throw NoTemplate() }
        let vendors = engines.map { name in
            "    \(logicalID(name)): {Name: \(name), Url: '', Row: '', TimeLimit: 60, Memory: 256, Seconds: 120, "
                + "Visibility: 725, Concurrency: 50, LongestWait: 120}\n"
        }
        var text = ""
        var isList = false
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
            // What the list held before goes: some of it would stand there twice.
            if line == "  Vendors:" {
                isList = true
                text += line + "\n" + vendors.joined()
            } else if !line.hasPrefix("    ") {
                isList = false
            }
            if line == usual {
                text += "    Default: \(engines.map(logicalID).joined(separator: ","))\n"
            } else if !isList {
                text += line + "\n"
            }
        }
        return text
    }

    /// Which engines are deployed where nobody says it.
    private static let usual = "    Default: Eicar"

    /// `some-vendor` is `SomeVendor`.
    static func logicalID(_ engine: String) -> String {
        engine.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// The repository, whose tests these are.
    private static let root = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/\($1)" }

    struct NoTemplate: Error {}
}
