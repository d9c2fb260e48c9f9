import Domain
import Hosting

/// What an HTTP API asks its authorizer, payload format 2.0.
package struct AuthorizationRequest: Sendable, Decodable {
    /// Nil where nothing in the headers says who it is.
    let proof: Proof?

    private enum CodingKeys: CodingKey {
        case headers
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let headers = try container.decodeIfPresent([String: String].self, forKey: .headers)
        proof = headers?["x-api-key"].flatMap(Proof.init(apiKey:))
    }
}

/// How somebody proves who they are.
///
/// Sign-on plugs in here: its token is another case, read from its own header above and verified beside the key in
/// ``Authorize``; both end in the same organisation, subject and role, and no other function learns which it was. The
/// identity sources of the authorizer in the template must name the header then, for they are the key of its cache.
enum Proof: Sendable {
    case apiKey(APIKeyID, Secret<[UInt8]>)

    /// `<id>.<secret>`; nil for any other text.
    fileprivate init?(apiKey text: String) {
        guard text.utf8.count <= Self.longest else { return nil }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, APIKeyID.isValid(parts[0]), !parts[1].isEmpty else { return nil }
        self = .apiKey(APIKeyID(unchecked: parts[0]), Secret(Array(parts[1].utf8)))
    }

    /// Ids have 32 characters, and secrets of 256 bits 64 in their longest writing.
    private static let longest = 256
}
