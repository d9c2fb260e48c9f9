import JSON
import Time

/// What is known of a file while it is being looked at.
struct Facts {
    /// A format may find that it is something more exact than its first bytes say.
    var mediaType: String
    private(set) var pairs = JSONObject()

    init(mediaType: String) {
        self.mediaType = mediaType
    }

    func has(_ key: String) -> Bool { pairs[key] != nil }

    /// Nil is not known, and not told.
    mutating func add(_ key: String, _ value: Int?) {
        if let value { pairs[key] = .integer(value) }
    }

    mutating func add(_ key: String, _ value: Bool?) {
        if let value { pairs[key] = .bool(value) }
    }

    /// To three digits behind the point.
    mutating func add(_ key: String, _ value: Double?) {
        guard let value, value.isFinite, abs(value) < 1e15 else { return }
        pairs[key] = .double((value * 1000).rounded() / 1000)
    }

    mutating func add(_ key: String, _ value: Instant?) {
        if let value { pairs[key] = .string(value.rfc3339) }
    }

    /// A text that says nothing is not told.
    mutating func add(_ key: String, _ value: String?) {
        guard let text = value.map(CleanText.init)?.text, !text.isEmpty else { return }
        pairs[key] = .string(text)
    }

    /// The first ones, as many as ``InspectionLimits`` let; an empty list is not told.
    mutating func add(_ key: String, _ values: [String]) {
        var texts: [JSONValue] = []
        var bytes = 0
        for value in values.prefix(InspectionLimits.list) {
            let text = CleanText(value).text
            bytes += text.utf8.count
            guard bytes <= InspectionLimits.listBytes else { break }
            if !text.isEmpty { texts.append(.string(text)) }
        }
        if !texts.isEmpty { pairs[key] = .array(texts) }
    }

    /// Counts how often something was seen.
    mutating func count(_ key: String, _ more: Int = 1) {
        guard more > 0 else { return }
        pairs[key] = .integer((pairs[key]?.int ?? 0) &+ more)
    }
}

extension Facts {
    /// To six digits behind the point: a degree's are a few centimetres.
    mutating func addPlace(_ key: String, _ degrees: Double) {
        guard degrees.isFinite, abs(degrees) <= 180 else { return }
        pairs[key] = .double((degrees * 1_000_000).rounded() / 1_000_000)
    }
}
