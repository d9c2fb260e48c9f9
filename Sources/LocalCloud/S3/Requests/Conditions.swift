import HTTP
import Time

/// What must be true of an object for the request to go on (RFC 9110, section 13).
struct Conditions {
    enum Verdict: Equatable {
        case holds, isNotModified
        /// Named by its header.
        case fails(String)
    }

    private let ifMatch: String?
    private let ifNoneMatch: String?
    private let ifModifiedSince: Instant?
    private let ifUnmodifiedSince: Instant?

    /// A date that is none is no condition; those of a copy's source have the prefix `x-amz-copy-source-`.
    init(_ headers: WebHeaders, prefix: String = "", now: Instant) {
        ifMatch = headers["\(prefix)if-match"]
        ifNoneMatch = headers["\(prefix)if-none-match"]
        let date = { (name: String) in
            headers["\(prefix)\(name)"].flatMap { Instant(lenientHTTPDate: $0, now: now) ?? Instant(rfc3339: $0) }
        }
        ifModifiedSince = date("if-modified-since")
        ifUnmodifiedSince = date("if-unmodified-since")
    }

    /// In the order of RFC 9110, section 13.2.2: where tags are asked for, dates of the same sense are not.
    func verdict(eTag: String, modified: Instant) -> Verdict {
        let second = modified.secondsSinceEpoch
        if let ifMatch {
            if !Self.matches(ifMatch, eTag) { return .fails("If-Match") }
        } else if let ifUnmodifiedSince, second > ifUnmodifiedSince.secondsSinceEpoch {
            return .fails("If-Unmodified-Since")
        }
        if let ifNoneMatch {
            if Self.matches(ifNoneMatch, eTag) { return .isNotModified }
        } else if let ifModifiedSince, second <= ifModifiedSince.secondsSinceEpoch {
            return .isNotModified
        }
        return .holds
    }

    /// A `*`, or a list of tags with their quotes or without.
    static func matches(_ list: String, _ eTag: String) -> Bool {
        list.split(separator: ",").contains { item in
            var tag = item.trimmed
            if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            return tag == "*" || unquoted(tag) == unquoted(Substring(eTag))
        }
    }

    static func unquoted(_ tag: Substring) -> Substring {
        tag.utf8.count >= 2 && tag.hasPrefix("\"") && tag.hasSuffix("\"") ? tag.dropFirst().dropLast() : tag
    }
}

/// What must be true of the object that is there for another to take its place.
struct WriteConditions: Sendable {
    private let ifMatch: String?
    private let mustBeNew: Bool

    init(_ headers: WebHeaders) throws(ServiceFault) {
        ifMatch = headers["If-Match"]
        let none = headers["If-None-Match"]
        if let none, none != "*" { throw .notEmulated("If-None-Match with other than * on a write, as S3 has it,") }
        mustBeNew = none != nil
        if mustBeNew, ifMatch != nil { throw .notEmulated("If-Match beside If-None-Match on a write") }
    }

    func check(_ current: ObjectVersion?, key: String) throws(ServiceFault) {
        if mustBeNew, current != nil { throw .preconditionFailed("If-None-Match") }
        guard let ifMatch else { return }
        guard let entity = current?.entity else { throw .s3(.noSuchKey, of: "Key", key) }
        if !Conditions.matches(ifMatch, entity.eTag) { throw .preconditionFailed("If-Match") }
    }
}
