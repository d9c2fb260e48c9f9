/// Values by their keys, in the order of the keys.
///
/// They lie in short sorted runs, so that a new one moves few others, however many there are.
struct OrderedMap<Value> {
    typealias Entry = (key: ItemKey, value: Value)

    /// None is empty.
    private var runs: [[Entry]] = []
    private(set) var count = 0

    private static var longestRun: Int { 128 }

    subscript(_ key: ItemKey) -> Value? {
        let place = place(of: key)
        return isThere(key, place) ? runs[place.run][place.index].value : nil
    }

    var first: Entry? { runs.first?.first }

    /// Puts a value in the place of what is there, which is answered; nil takes it away.
    @discardableResult mutating func replace(_ key: ItemKey, with value: Value?) -> Value? {
        let place = place(of: key)
        if isThere(key, place) {
            let old = runs[place.run][place.index].value
            if let value { runs[place.run][place.index].value = value } else { remove(at: place) }
            return old
        }
        if let value { insert((key, value), at: place) }
        return nil
    }

    private mutating func remove(at place: Place) {
        count -= 1
        runs[place.run].remove(at: place.index)
        if runs[place.run].isEmpty { runs.remove(at: place.run) }
    }

    private mutating func insert(_ entry: Entry, at place: Place) {
        count += 1
        guard !runs.isEmpty else {
            runs = [[entry]]
            return
        }
        // What is greater than all stands behind the last run, where no run is yet.
        let (run, index) =
            place.run < runs.count ? (place.run, place.index) : (runs.count - 1, runs[runs.count - 1].count)
        runs[run].insert(entry, at: index)
        guard runs[run].count > Self.longestRun else { return }
        // A table that is filled in order leaves full runs behind it.
        let half = index == runs[run].count - 1 ? index : runs[run].count / 2
        let rest = Array(runs[run][half...])
        runs[run].removeSubrange(half...)
        runs.insert(rest, at: run + 1)
    }
}

extension OrderedMap {
    fileprivate struct Place {
        var run: Int
        var index: Int
    }

    /// The place of the first key that is not before this one.
    private func place(of key: ItemKey) -> Place {
        let run = Self.firstIndex(below: runs.count) { !((runs[$0].last?.key ?? .last) < key) }
        guard run < runs.count else { return Place(run: run, index: 0) }
        let index = Self.firstIndex(below: runs[run].count) { !(runs[run][$0].key < key) }
        return Place(run: run, index: index)
    }

    private func isThere(_ key: ItemKey, _ place: Place) -> Bool {
        place.run < runs.count && runs[place.run][place.index].key == key
    }

    /// The least index of which something holds that holds of all behind it too.
    private static func firstIndex(below end: Int, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, end)
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The entries from one key up to another, which is not among them; or backward, from the last of these.
    func entries(_ keys: Range<ItemKey>, isBackward: Bool = false) -> Walk {
        Walk(runs: runs, keys: keys, place: place(of: isBackward ? keys.upperBound : keys.lowerBound), isBackward)
    }

    struct Walk: Sequence, IteratorProtocol {
        private let runs: [[Entry]]
        private let keys: Range<ItemKey>
        private var place: Place
        private let isBackward: Bool

        fileprivate init(runs: [[Entry]], keys: Range<ItemKey>, place: Place, _ isBackward: Bool) {
            self.runs = runs
            self.keys = keys
            self.place = place
            self.isBackward = isBackward
        }

        mutating func next() -> Entry? {
            isBackward ? stepBack() : stepForward()
        }

        private mutating func stepForward() -> Entry? {
            guard place.run < runs.count else { return nil }
            let entry = runs[place.run][place.index]
            guard entry.key < keys.upperBound else { return nil }
            place.index += 1
            if place.index == runs[place.run].count { place = Place(run: place.run + 1, index: 0) }
            return entry
        }

        private mutating func stepBack() -> Entry? {
            if place.index == 0 {
                guard place.run > 0 else { return nil }
                place = Place(run: place.run - 1, index: runs[place.run - 1].count)
            }
            place.index -= 1
            let entry = runs[place.run][place.index]
            return entry.key < keys.lowerBound ? nil : entry
        }
    }
}
