import Crypto
import Synchronization

/// The signing keys in use, each derived once for a day, a region, a service and a secret.
///
/// Deriving one takes five times as long as signing with it.
package final class SigningKeys: Sendable {
    private struct Entry {
        let day: Int
        let region: String
        let service: String
        let credentials: Credentials
        let key: HMACKey
    }

    /// A process signs for a handful of services and one set of credentials; a day's turn doubles that.
    private static let limit = 64

    private let entries = Mutex<[Entry]>([])

    package init() {}

    func key(day: Timestamp, region: String, service: String, _ credentials: Credentials) -> HMACKey {
        entries.withLock { entries in
            // From the newest on: yesterday's keys stay at the far end until they fall out.
            let found = entries.last { entry in
                entry.day == day.day && entry.region == region && entry.service == service
                    && entry.credentials.accessKeyID == credentials.accessKeyID
                    && entry.credentials.secretAccessKey == credentials.secretAccessKey
            }
            if let found { return found.key }
            let key = HMACKey(signingOn: day, region: region, service: service, with: credentials.secretAccessKey)
            if entries.count >= Self.limit { entries.removeFirst() }
            entries.append(
                Entry(day: day.day, region: region, service: service, credentials: credentials, key: key)
            )
            return key
        }
    }
}

extension HMACKey {
    /// The chain that AWS calls the derived signing key: secret, day, region, service, a constant.
    convenience init(signingOn day: Timestamp, region: String, service: String, with secret: SecretText) {
        var date: [UInt8] = []
        day.appendDay(to: &date)
        var digest = HMACKey(Array("AWS4\(secret.revealed)".utf8)).authenticate(date)
        for part in [region, service] { digest = HMACKey(digest).authenticate(Array(part.utf8)) }
        self.init(HMACKey(digest).authenticate(Array("aws4_request".utf8)))
    }
}
