import Domain
import FlowKit
import LocalCloud
import TestKit
import Testing

@Suite struct NeedlessWorkTests {
    /// S3 tells of an object a moment after it was stored, when whoever stored it has often confirmed it already.
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func `an engine looks at a document once, whoever tells first that its bytes are there`(_ seed: UInt64) throws {
        let looks = LookCounter()
        try Course.run(seed: seed, witness: looks) { course in
            _ = try await course.world.upload(Array("hello, world".utf8))
            try await course.settle()
            #expect(try await course.documents().map(\.state) == [.processed(reason: nil)])
        }
        #expect(looks.count == 1)
    }
}

/// Counts the messages that the engine is given.
private final class LookCounter: Witness {
    private let looks = Shared(0)

    let isLooking = true

    var count: Int { looks.withLock { $0 } }

    func saw(_ sight: Sight) {
        guard case .began(let begin) = sight, begin.function.contains("ScanEicar") else { return }
        looks.withLock { $0 += begin.messages.count }
    }
}
