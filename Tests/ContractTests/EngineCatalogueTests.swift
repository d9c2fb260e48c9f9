import AWSAdapters
import Crypto
import Domain
import JSON
import Ports
import TestKit
import Testing
import Time

@Suite(.needsMoto) struct EngineCatalogueTests {
    private let clock = ManualClock(now: Sample.noon)
    private let key: P256.PrivateKey

    init() throws {
        key = try P256.PrivateKey(from: SystemRandom())
    }

    private func catalogue(_ serial: Int, timeLimit: Int = 120) -> Catalogue {
        Catalogue(
            serial: serial,
            defaultVersion: PipelineVersion(1, 0, 0),
            versions: [PipelineVersion(1, 0, 0), PipelineVersion(2, 0, 0)],
            engines: [
                .init(
                    name: Sample.clamav,
                    accepts: VersionRange(from: PipelineVersion(1, 0, 0), to: PipelineVersion(3, 0, 0)),
                    types: ["image/*", "application/pdf"],
                    sizeLimit: 100_000_000,
                    timeLimitSeconds: timeLimit
                )
            ]
        )
    }

    private func signed(_ bytes: [UInt8]) throws -> String { try key.sign(bytes).hex }

    @Test(arguments: Adapter.allCases)
    func `what the operators signed is the catalogue, from when it changes`(_ adapter: Adapter) async throws {
        let signed = try await adapter.catalogue(clock: clock, signedBy: key)
        await #expect(throws: PortError.unknown(.catalogue)) { try await signed.port.current() }
        for serial in [1, 2] {
            let bytes = try JSONCodec.encode(catalogue(serial))
            try await signed.put(bytes, signature: self.signed(bytes))
            clock.advance(by: S3EngineCatalogue.freshness)
            #expect(try await signed.port.current() == catalogue(serial))
            // It has not changed, and is not read again.
            clock.advance(by: S3EngineCatalogue.freshness)
            #expect(try await signed.port.until(SystemClock().now + .seconds(30)).current() == catalogue(serial))
        }
    }

    @Test(arguments: Adapter.allCases)
    func `one that was looked at a moment ago is not looked for again`(_ adapter: Adapter) async throws {
        let signed = try await adapter.catalogue(clock: clock, signedBy: key)
        let bytes = try JSONCodec.encode(catalogue(1))
        try await signed.put(bytes, signature: self.signed(bytes))
        _ = try await signed.port.current()
        try await signed.put(Array("{".utf8), signature: nil)
        #expect(try await signed.port.current().serial == 1)
    }

    private static let faults = [
        "no signature", "another key's", "over other bytes", "garbage", "signed garbage", "an older one", "no time",
        "too long",
    ]

    /// Puts what is no catalogue, or none after serial 5.
    private func spoil(_ signed: Adapter.SignedCatalogue, _ fault: String) async throws {
        let good = try JSONCodec.encode(catalogue(5))
        let next = try JSONCodec.encode(
            catalogue(fault == "an older one" ? 4 : 6, timeLimit: fault == "no time" ? 0 : 120)
        )
        let garbage = Array(#"{"serial":6}"#.utf8)
        let long = [UInt8](repeating: 32, count: S3EngineCatalogue.longest) + next
        switch fault {
        case "no signature": try await signed.put(next, signature: nil)
        case "another key's":
            let other = try P256.PrivateKey(from: SystemRandom()).sign(next).hex
            try await signed.put(next, signature: other)
        case "over other bytes": try await signed.put(next, signature: self.signed(good))
        case "garbage": try await signed.put(next, signature: "30zz")
        case "signed garbage": try await signed.put(garbage, signature: self.signed(garbage))
        case "too long": try await signed.put(long, signature: self.signed(long))
        default: try await signed.put(next, signature: self.signed(next))
        }
        clock.advance(by: S3EngineCatalogue.freshness)
    }

    @Test(arguments: Adapter.allCases, faults.filter { $0 != "an older one" })
    func `anything else is no catalogue`(_ adapter: Adapter, _ fault: String) async throws {
        let signed = try await adapter.catalogue(clock: clock, signedBy: key)
        try await spoil(signed, fault)
        await #expect {
            try await signed.port.current()
        } throws: { error in
            switch error as? PortError {
            case .malformed(.catalogue, _), .tooLarge(.catalogue, _): true
            default: false
            }
        }
    }

    @Test(arguments: Adapter.allCases, faults)
    func `whoever has seen a good one goes on with it, and can tell why`(
        _ adapter: Adapter,
        _ fault: String
    ) async throws {
        let signed = try await adapter.catalogue(clock: clock, signedBy: key)
        let good = try JSONCodec.encode(catalogue(5))
        try await signed.put(good, signature: self.signed(good))
        #expect(try await signed.port.current().serial == 5 && signed.port.refusal == nil)
        try await spoil(signed, fault)
        for _ in 0..<2 {
            #expect(try await signed.port.current() == catalogue(5) && signed.port.refusal != nil)
            clock.advance(by: S3EngineCatalogue.freshness)
        }
        let better = try JSONCodec.encode(catalogue(7))
        try await signed.put(better, signature: self.signed(better))
        #expect(try await signed.port.current().serial == 7 && signed.port.refusal == nil)
    }
}
