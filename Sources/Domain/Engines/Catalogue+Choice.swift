extension Catalogue {
    /// The engines that take a document of a version, a type and a size, by name.
    package func engines(for version: PipelineVersion, type: String, size: ByteCount) -> [Entry] {
        engines.filter { $0.takes(version: version, type: type, size: size) }.sorted { $0.name < $1.name }
    }
}

extension Catalogue.Entry {
    package func takes(version: PipelineVersion, type: String, size: ByteCount) -> Bool {
        guard isEnabled, accepts.contains(version) else { return false }
        if let sizeLimit, size > sizeLimit { return false }
        return types.map { $0.contains { Self.matches($0, type) } } ?? true
    }

    /// `image/*` is every image, and `*/*` everything.
    private static func matches(_ pattern: String, _ type: String) -> Bool {
        if pattern == "*/*" || pattern == type { return true }
        return pattern.hasSuffix("/*") && type.hasPrefix(pattern.dropLast())
    }
}
