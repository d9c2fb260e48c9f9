import Testing
import Time

@testable import LocalCloud

/// The order in which items lie, whatever came and went.
struct OrderedMapTests {
    @Test(arguments: [UInt64(1), 2, 3]) func `it holds what a dictionary holds, in order`(seed: UInt64) {
        let random = SeededRandom(seed: seed)
        var map = OrderedMap<Int>()
        var model: [ItemKey: Int] = [:]
        for step in 0..<6_000 {
            let key = Self.key(Int(random.next() % 1_500))
            // More come at first, and more go in the end.
            let value = random.next() % 6_000 < UInt64(step) ? nil : step
            #expect(map.replace(key, with: value) == model[key])
            model[key] = value
            #expect(map[key] == value)
        }
        #expect(map.count == model.count)
        let sorted = model.sorted { $0.key < $1.key }
        #expect(Array(map.entries(.first ..< .last)).map(\.key) == sorted.map(\.key))
        for _ in 0..<200 {
            let ends = [Self.key(Int(random.next() % 1_600)), Self.key(Int(random.next() % 1_600))].sorted()
            let wanted = sorted.filter { $0.key >= ends[0] && $0.key < ends[1] }.map(\.value)
            let range = ends[0]..<ends[1]
            #expect(map.entries(range).map(\.value) == wanted)
            #expect(map.entries(range, isBackward: true).map(\.value) == wanted.reversed())
        }
    }

    @Test func `what comes in order, or against it, is found again`() {
        for numbers in [Array(0..<5_000), (0..<5_000).reversed()] {
            var map = OrderedMap<Int>()
            for number in numbers { map.replace(Self.key(number), with: number) }
            #expect(map.entries(.first ..< .last).map(\.value) == Array(0..<5_000))
            for number in numbers { #expect(map.replace(Self.key(number), with: nil) == number) }
            #expect(map.count == 0)
            #expect(map.first == nil)
        }
    }

    private static func key(_ number: Int) -> ItemKey {
        ItemKey(bytes: withUnsafeBytes(of: UInt32(number).bigEndian) { Array($0) })
    }
}
