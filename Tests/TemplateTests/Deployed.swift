import Files
import Template
import Testing
import _StringProcessing

/// The repository's own template.yaml.
enum Deployed {
    static let path = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 } + "/template.yaml"

    static func text() throws -> String {
        String(decoding: try #require(try SystemFiles().read(path)), as: UTF8.self)
    }

    /// Two engines show whatever is said of each.
    static let few = Result { try resolved(engines: 2) }
    static let many = Result { try resolved(engines: 40) }

    /// With its own engine, and as many others as make that number, each one entry as a deployment would add it.
    static func resolved(engines: Int) throws -> Stack {
        var text = try text()
        let vendors = (1..<engines).map { "Vendor\($0)" }
        var settings = TemplateSettings()
        settings.parameters["Engines"] = (["Eicar"] + vendors).joined(separator: ",")
        let example = try #require(text.entry(of: "    Example:\n"))
        let entries = vendors.enumerated().map { index, vendor in
            example.text.replacing("    Example:", with: "    \(vendor):")
                .replacing("Name: example", with: "Name: vendor-\(index + 1)")
        }
        text.insert(contentsOf: entries.joined(), at: example.start)
        return try Stack(reading: Array(text.utf8), settings: settings)
    }
}

extension String {
    /// The lines of one member of a map: from its key to the next line that is not deeper.
    fileprivate func entry(of key: String) -> (start: String.Index, text: String)? {
        var start = startIndex
        var lines: [Substring] = []
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            if lines.isEmpty {
                guard line + "\n" == key else { continue }
                start = line.startIndex
            } else if !line.hasPrefix("      ") {
                break
            }
            lines.append(line)
        }
        return lines.isEmpty ? nil : (start, lines.map { $0 + "\n" }.joined())
    }
}
