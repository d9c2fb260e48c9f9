import Crypto

/// One of AWS's two shared files, `config` or `credentials`, in the sections that it has.
package struct ProfileFile: Sendable, Equatable {
    /// Far more than any file that people write.
    package static let longest = 1 << 20

    package private(set) var profiles: [String: ProfileSection] = [:]
    package private(set) var services: [String: ProfileSection] = [:]

    package init() {}

    /// Reads a file leniently, as AWS's tools do: a line that means nothing to us is left out.
    package init(_ bytes: [UInt8], isCredentials: Bool) throws(ProfileFault) {
        guard bytes.count <= Self.longest else { throw .tooLong(limit: Self.longest) }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .invalidUTF8 }
        var header: ProfileHeader?
        var property: String?
        var explicitDefault = false
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            guard let trimmed = line.trimmed, !"#;".contains(trimmed.first ?? "#") else { continue }
            if trimmed.first == "[", line.first == "[" {
                header = ProfileHeader(trimmed, isCredentials: isCredentials)
                property = nil
                if header == .profile("default", isExplicit: true), !explicitDefault {
                    // The section with the word takes the place of the one without it.
                    explicitDefault = true
                    profiles["default"] = ProfileSection()
                } else if header == .profile("default", isExplicit: false), explicitDefault {
                    header = nil
                }
                if let header { change(header) { _ in } }
            } else if let header {
                let isIndented = line.first.map { $0 == " " || $0 == "\t" } ?? false
                if isIndented, let property {
                    change(header) { $0.nest(trimmed, under: property) }
                } else if let (name, value) = trimmed.asProperty {
                    property = name
                    change(header) { $0.values[name] = value }
                }
            }
        }
    }

    private mutating func change(_ header: ProfileHeader, _ body: (inout ProfileSection) -> Void) {
        switch header {
        case .profile(let name, _): body(&profiles[name, default: ProfileSection()])
        case .services(let name): body(&services[name, default: ProfileSection()])
        }
    }
}

/// The properties of a section, their names in lower case; keys are among them.
package struct ProfileSection: Sendable, Equatable, Redacted {
    package var values: [String: String] = [:]
    /// The indented properties below one that has no value of its own.
    package var nested: [String: [String: String]] = [:]

    package init() {}

    package subscript(_ name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    fileprivate mutating func nest(_ line: Substring, under property: String) {
        if values[property]?.isEmpty == true, let (name, value) = line.asProperty {
            nested[property, default: [:]][name] = value
        } else {
            values[property, default: ""] += "\n" + line
        }
    }
}

package enum ProfileFault: Error, Sendable, Equatable {
    case tooLong(limit: Int)
    case invalidUTF8
}

/// What a line in brackets begins.
private enum ProfileHeader: Equatable {
    case profile(String, isExplicit: Bool)
    case services(String)

    /// Nil for a section of a kind that we have no use for, whose lines are left out.
    init?(_ line: Substring, isCredentials: Bool) {
        guard let end = line.firstIndex(of: "]") else { return nil }
        let inside = line[line.index(after: line.startIndex)..<end]
        let words = inside.split(maxSplits: 1) { $0 == " " || $0 == "\t" }
        guard let first = words.first else { return nil }
        let second = words.dropFirst().first?.trimmed.map(\.unquoted)
        switch (String(first), second) {
        case (let name, nil) where isCredentials || name == "default": self = .profile(name, isExplicit: false)
        case ("profile", let name?) where !isCredentials: self = .profile(name, isExplicit: true)
        case ("services", let name?) where !isCredentials: self = .services(name)
        default: return nil
        }
    }
}

extension Substring {
    /// Nil where nothing but space is left.
    fileprivate var trimmed: Substring? {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return nil }
        return self[first...last]
    }

    fileprivate var unquoted: String {
        count >= 2 && first == last && (first == "\"" || first == "'") ? String(dropFirst().dropLast()) : String(self)
    }

    /// Name and value; what follows a space and a `#` or `;` is a comment.
    fileprivate var asProperty: (String, String)? {
        guard let equals = firstIndex(of: "="), let name = self[..<equals].trimmed else { return nil }
        var value = self[index(after: equals)...]
        for mark in [" #", " ;", "\t#", "\t;"] {
            if let comment = value.firstRange(of: mark) { value = value[..<comment.lowerBound] }
        }
        return (name.lowercased(), value.trimmed.map(String.init) ?? "")
    }
}

extension Substring {
    /// The standard library's own search comes with the regular expressions, which no zip holds.
    fileprivate func firstRange(of mark: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(mark) { return start..<index(start, offsetBy: mark.count) }
            start = index(after: start)
        }
        return nil
    }
}
