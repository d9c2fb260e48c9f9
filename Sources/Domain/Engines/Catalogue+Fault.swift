extension Catalogue {
    /// What cannot be meant by it, whoever signed it; nil where all of it can.
    package var fault: String? {
        guard versions.contains(defaultVersion) else {
            return "its default version \(defaultVersion) is none of its versions"
        }
        var names: Set<EngineName> = []
        for engine in engines {
            guard names.insert(engine.name).inserted else { return "the engine \(engine.name) is in it twice" }
            guard (1...Self.longestTime).contains(engine.timeLimitSeconds) else {
                return "the engine \(engine.name) has a time limit of \(engine.timeLimitSeconds) s: it may be 1 to "
                    + "\(Self.longestTime)"
            }
        }
        return nil
    }
}
