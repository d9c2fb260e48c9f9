import Hosting
import TestKit
import Testing

@Suite struct SideBySideTests {
    @Test(arguments: [0, 1, 2, 3, 4, 25])
    func `what came of each item stands in its place, however many there are`(_ count: Int) async {
        let outcomes = await sideBySide(Array(0..<count), atMost: 3) { number in
            for _ in 0..<(count - number) { await Task.yield() }
            return "\(number)"
        }
        #expect(outcomes == (0..<count).map { "\($0)" })
    }

    @Test func `no more than so many are worked on at a time`() async {
        let busy = Shared((now: 0, most: 0))
        _ = await sideBySide(Array(0..<40), atMost: 4) { _ in
            busy.withLock { busy in
                busy.now += 1
                busy.most = max(busy.most, busy.now)
            }
            for _ in 0..<10 { await Task.yield() }
            busy.withLock { $0.now -= 1 }
        }
        #expect(busy.withLock { $0.most } <= 4)
    }
}
