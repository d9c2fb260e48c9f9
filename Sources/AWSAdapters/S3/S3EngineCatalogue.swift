package import AWSClient
package import Crypto
package import Domain
import HTTP
import JSON
package import Ports
import Synchronization
package import Time

/// Reads the catalogue of engines from an object of the configuration bucket.
///
/// The object is the catalogue in JSON, for people to read; its metadata hold the operators' signature over just those
/// bytes (ECDSA over P-256 and SHA-256, DER, hex), so that both change in one step.
package struct S3EngineCatalogue: EngineCatalogue {
    private let s3: S3
    private let blob: Blob
    private let key: P256.PublicKey
    private let clock: any WallClock
    private let kept = Kept()
    private var deadline: Instant?

    /// What of the object's metadata holds the signature.
    package static let signatureName = "signature"
    /// So long one that was looked at is taken for the newest: a change counts within seconds.
    package static let freshness: Duration = .seconds(5)
    /// Hundreds of engines with all their types.
    package static let longest = 256 << 10

    package init(_ s3: S3, at blob: Blob, signedBy key: P256.PublicKey, clock: any WallClock) {
        self.s3 = s3
        self.blob = blob
        self.key = key
        self.clock = clock
    }

    package func until(_ deadline: Instant) -> Self {
        var port = self
        port.deadline = deadline
        return port
    }

    package func current() async throws(PortError) -> Catalogue {
        let last = kept.last
        let now = clock.now
        // A clock that was set back says nothing of how long ago it was.
        if let last, (.zero..<Self.freshness).contains(now - last.lookedAt) { return last.catalogue }
        do throws(PortError) {
            return try await newest(than: last, lookedAt: now)
        } catch {
            guard let last, error.isOfTheCatalogue else { throw error }
            return kept.keep(last.catalogue, tag: last.tag, lookedAt: now, refusing: error)
        }
    }

    package var refusal: PortError? { kept.last?.refusal }

    private func newest(than last: Kept.Looked?, lookedAt now: Instant) async throws(PortError) -> Catalogue {
        guard let object = try await object(unless: last?.tag) else {
            guard let last else { throw malformed("S3 says that it has not changed, and it was never read") }
            return kept.keep(last.catalogue, tag: last.tag, lookedAt: now)
        }
        let catalogue = try verified(object)
        if let last, catalogue.serial < last.catalogue.serial {
            throw malformed("serial \(catalogue.serial) is older than \(last.catalogue.serial), which was seen before")
        }
        return kept.keep(catalogue, tag: object.head.eTag, lookedAt: now)
    }

    /// Nil where it is still the one with this tag.
    private func object(unless tag: String?) async throws(PortError) -> ObjectInMemory? {
        let place = try ObjectPlace(blob)
        var input = GetObjectInput(bucket: place.bucket, key: place.key)
        input.ifNoneMatch = tag
        do throws(S3Failure) {
            switch try await s3.getObject(input, limit: Self.longest, deadline: deadline) {
            case .answer(let object): return object
            case .notModified: return nil
            }
        } catch {
            if error == .call(.transport(.bodyOverLimit(Self.longest))) {
                throw .tooLarge(.catalogue, limit: Self.longest)
            }
            let failure = PortError(error, about: blob)
            throw failure == .unknown(.blob(blob)) ? .unknown(.catalogue) : failure
        }
    }

    private func verified(_ object: ObjectInMemory) throws(PortError) -> Catalogue {
        guard let text = object.head.attributes.metadata[Self.signatureName] else {
            throw malformed("it is not signed")
        }
        let isOurs: Bool
        do throws(CryptoFailure) {
            isOurs = try key.verifies(P256.Signature(hex: text), of: object.body)
        } catch {
            throw malformed("its signature is none: \(error)")
        }
        guard isOurs else { throw malformed("its signature is not that of the key that this deployment trusts") }
        let catalogue: Catalogue
        do throws(JSONError) {
            catalogue = try JSONCodec.decode(Catalogue.self, from: object.body)
        } catch {
            throw malformed("\(error)")
        }
        if let fault = catalogue.fault { throw malformed(fault) }
        return catalogue
    }

    private func malformed(_ reason: String) -> PortError { .malformed(.catalogue, reason: reason) }
}

extension PortError {
    /// Whether it is the object that is wrong, and not the way to it.
    fileprivate var isOfTheCatalogue: Bool {
        switch self {
        case .malformed(.catalogue, _), .unknown(.catalogue), .tooLarge(.catalogue, _): true
        case .malformed, .unknown, .tooLarge, .exists, .conflict, .leaseLost, .unavailable, .refused, .deadlinePassed,
            .cancelled:
            false
        }
    }
}

/// The catalogue that was read last; all copies of the port share it.
private final class Kept: Sendable {
    struct Looked {
        let catalogue: Catalogue
        let tag: String?
        let lookedAt: Instant
        /// Why the object that lay there was not taken.
        let refusal: PortError?
    }

    private let state = Mutex<Looked?>(nil)

    var last: Looked? { state.withLock { $0 } }

    /// The newest: another caller's answer may have come meanwhile, though it was asked for later.
    func keep(
        _ catalogue: Catalogue,
        tag: String?,
        lookedAt: Instant,
        refusing refusal: PortError? = nil
    ) -> Catalogue {
        state.withLock { last in
            if let last, last.catalogue.serial > catalogue.serial { return last.catalogue }
            last = Looked(catalogue: catalogue, tag: tag, lookedAt: lookedAt, refusal: refusal)
            return catalogue
        }
    }
}
