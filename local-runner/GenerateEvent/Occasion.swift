import Encoding
import LocalCloud
import Time

/// Where and when an event happens, and what its ids are drawn from.
struct Occasion: Sendable {
    private let place: CloudPlace
    let now: Instant
    private let random: any RandomSource

    init(at place: CloudPlace, now: Instant, random: any RandomSource) {
        self.place = place
        self.now = now
        self.random = random
    }

    /// The same occasion for the same seed: some moment of 2026.
    init(at place: CloudPlace, seed: UInt64) {
        let random = SeededRandom(seed: seed)
        let milliseconds = random.next() % 31_536_000_000
        self.init(
            at: place,
            now: Instant(millisecondsSinceEpoch: 1_767_225_600_000 + Int64(milliseconds)),
            random: random
        )
    }

    var account: String { place.account }
    var region: String { place.region }

    func arn(_ service: String, _ resource: String) -> String {
        place.arn(service, resource).description
    }

    func newID() -> String { UUID.v4(from: random).description }

    /// So many hexadecimal digits, which must be even.
    func hex(_ count: Int) -> String { Hex.encode(random.bytes(count / 2)) }

    func base64(bytes count: Int) -> String { Base64.encode(random.bytes(count)) }

    /// Capitals and digits, as AWS names requests and users.
    func code(_ count: Int) -> String { text(count, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") }

    /// Small letters and digits, as AWS names APIs.
    func word(_ count: Int) -> String { text(count, of: "abcdefghijklmnopqrstuvwxyz0123456789") }

    func digits(_ count: Int) -> String { text(count, of: "0123456789") }

    private func text(_ count: Int, of letters: StaticString) -> String {
        let letters = Array("\(letters)".utf8)
        let drawn = (0..<count).map { _ in letters[Int(random.next() % UInt64(letters.count))] }
        return String(decoding: drawn, as: UTF8.self)
    }
}
