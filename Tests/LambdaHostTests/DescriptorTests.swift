import Glibc
import Testing

@testable import LambdaHost

@Suite struct DescriptorTests {
    @Test func `more lanes than the system has descriptors for are refused`() {
        #expect(throws: LaneFailure(number: EMFILE)) { try Descriptors.reserve(lanes: 1 << 40) }
    }

    @Test func `a few lanes find room`() throws {
        try Descriptors.reserve(lanes: 2)
    }
}
