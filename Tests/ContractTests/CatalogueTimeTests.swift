import AWSAdapters
import AWSClient
import Crypto
import Domain
import HTTP
import JSON
import TestKit
import Testing
import Time

/// Answers that come in another order than they were asked for, and clocks that are set.
struct CatalogueTimeTests {
    private let key: P256.PrivateKey

    init() throws {
        key = try P256.PrivateKey(from: SystemRandom())
    }

    private func object(_ serial: Int) throws -> Shelf.Object {
        let version = PipelineVersion(1, 0, 0)
        let bytes = try JSONCodec.encode(
            Catalogue(serial: serial, defaultVersion: version, versions: [version], engines: [])
        )
        return Shelf.Object(bytes: bytes, signature: try key.sign(bytes).hex, tag: "\"\(serial)\"")
    }

    private func port(_ shelf: Shelf, _ clock: any WallClock) throws -> S3EngineCatalogue {
        let settings = ClientSettings(AWSSettings(["AWS_REGION": "eu-central-1"]))
        let outside = Outside(transport: shelf, clock: clock, random: SystemRandom())
        let s3 = try S3(AWSContext(settings, credentials: Credentials.sample, outside: outside))
        let blob = Blob(bucket: "configuration", region: "eu-central-1", key: "engines.json")
        return S3EngineCatalogue(s3, at: blob, signedBy: key.publicKey, clock: clock)
    }

    @Test func `an older answer that comes late takes no newer one's place`() async throws {
        let shelf = Shelf(try object(1), holdsFirst: true)
        let port = try port(shelf, SettableClock())
        async let late = port.current()
        while shelf.count < 1 { await Task.yield() }
        shelf.put(try object(2))
        #expect(try await port.current().serial == 2)
        shelf.letGo()
        #expect(try await late.serial == 2)
        #expect(try await port.current().serial == 2)
    }

    @Test func `a clock that is set back keeps no catalogue alive`() async throws {
        let clock = SettableClock()
        let shelf = Shelf(try object(1))
        let port = try port(shelf, clock)
        #expect(try await port.current().serial == 1)
        shelf.put(try object(2))
        clock.set(Sample.noon + .seconds(-3_600))
        #expect(try await port.current().serial == 2)
    }
}

/// A bucket of one object, whose first answer can be held up after it was read.
private final class Shelf: HTTPTransport {
    struct Object {
        let bytes: [UInt8]
        let signature: String
        let tag: String
    }

    private let state: Shared<(object: Object, count: Int, isHeld: Bool)>

    init(_ object: Object, holdsFirst: Bool = false) {
        state = Shared((object, 0, holdsFirst))
    }

    var count: Int { state.withLock { $0.count } }
    func put(_ object: Object) { state.withLock { $0.object = object } }
    func letGo() { state.withLock { $0.isHeld = false } }

    func exchange(_ request: WebRequest, into sink: any BodySink) async throws(TransportFailure) -> WebResponseHead {
        let (object, number) = state.withLock { state in
            state.count += 1
            return (state.object, state.count)
        }
        while number == 1, state.withLock({ $0.isHeld }) { await Task.yield() }
        let head = WebResponseHead(
            status: 200,
            headers: ["ETag": object.tag, "x-amz-meta-\(S3EngineCatalogue.signatureName)": object.signature]
        )
        do throws(BodyFailure) {
            try await sink.begin(head)
            try await sink.take(object.bytes)
        } catch {
            throw .body(error)
        }
        return head
    }
}

/// A clock that somebody sets, also back.
private final class SettableClock: WallClock {
    private let time = Shared(Sample.noon)

    var now: Instant { time.withLock { $0 } }
    func set(_ instant: Instant) { time.withLock { $0 = instant } }
    func sleep(until deadline: Instant) async throws(CancellationError) { set(deadline) }
}
