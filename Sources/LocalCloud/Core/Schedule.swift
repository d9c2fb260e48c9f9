import Time

/// Things in the order of a key, each at most once.
///
/// To add one, to move it and to take it away costs the logarithm of their number, and to see the first costs nothing.
struct Schedule<ID: Hashable & Sendable, Key: Comparable & Sendable>: Sendable {
    private struct Entry: Sendable {
        let key: Key
        let id: ID
    }

    /// A heap: no entry comes before the one at half its place.
    private var heap: [Entry] = []
    private var places: [ID: Int] = [:]
    /// How many entries have been put in a place so far, by which a test tells a look-up from a scan.
    private(set) var steps = 0

    var count: Int { heap.count }
    var isEmpty: Bool { heap.isEmpty }
    var first: ID? { heap.first?.id }
    var firstKey: Key? { heap.first?.key }

    func contains(_ id: ID) -> Bool { places[id] != nil }

    /// Adds it, or moves it to where another key puts it.
    mutating func set(_ id: ID, to key: Key) {
        let entry = Entry(key: key, id: id)
        if let place = places[id] {
            settle(entry, from: place)
        } else {
            heap.append(entry)
            rise(entry, from: heap.count - 1)
        }
    }

    mutating func remove(_ id: ID) {
        guard let place = places.removeValue(forKey: id), let last = heap.popLast() else { return }
        if place < heap.count { settle(last, from: place) }
    }

    mutating func popFirst() -> ID? {
        guard let id = first else { return nil }
        remove(id)
        return id
    }

    /// The first, where its key is not past a bound.
    mutating func popFirst(through bound: Key) -> ID? {
        guard let key = firstKey, key <= bound else { return nil }
        return popFirst()
    }

    private mutating func settle(_ entry: Entry, from place: Int) {
        if place > 0, entry.key < heap[(place - 1) / 2].key {
            rise(entry, from: place)
        } else {
            sink(entry, from: place)
        }
    }

    private mutating func rise(_ entry: Entry, from place: Int) {
        var place = place
        while place > 0, entry.key < heap[(place - 1) / 2].key {
            put(heap[(place - 1) / 2], at: place)
            place = (place - 1) / 2
        }
        put(entry, at: place)
    }

    private mutating func sink(_ entry: Entry, from place: Int) {
        var place = place
        while true {
            var child = 2 * place + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].key < heap[child].key { child += 1 }
            guard heap[child].key < entry.key else { break }
            put(heap[child], at: place)
            place = child
        }
        put(entry, at: place)
    }

    private mutating func put(_ entry: Entry, at place: Int) {
        heap[place] = entry
        places[entry.id] = place
        steps += 1
    }
}

/// A point in time, and who is first of those that share it.
struct Due: Comparable, Sendable {
    let at: Instant
    let number: Int64

    static func < (left: Due, right: Due) -> Bool { (left.at, left.number) < (right.at, right.number) }
}
