/// Which message of a queue is next.
///
/// In a standard queue every message goes by itself, the oldest first. In a FIFO queue the messages of a group go in
/// their order, and none goes while another of its group is in flight or the first of them is held back.
struct Line: Sendable {
    private struct Group: Sendable {
        /// Those that are not in flight.
        var waiting = Schedule<Int64, Int64>()
        var heldBack: Set<Int64> = []
        var inFlight = 0

        var head: Int64? {
            guard let first = waiting.first, !heldBack.contains(first) else { return nil }
            return first
        }
    }

    private let isOrdered: Bool
    /// Of a standard queue.
    private var open = Schedule<Int64, Int64>()
    /// Of a FIFO queue: all groups with something in them, and those of which a message may go, by that message.
    private var groups: [String: Group] = [:]
    private var openGroups = Schedule<String, Int64>()
    private var groupSteps = 0

    init(isOrdered: Bool) {
        self.isOrdered = isOrdered
    }

    var steps: Int { open.steps + openGroups.steps + groupSteps }

    /// The one that would go next.
    var first: Int64? { isOrdered ? openGroups.firstKey : open.first }

    /// A new message, or one that has been in flight and is to go again.
    mutating func join(_ number: Int64, of group: String, isHeldBack: Bool = false) {
        guard isOrdered else {
            if !isHeldBack { open.set(number, to: number) }
            return
        }
        change(group) { group in
            group.waiting.set(number, to: number)
            if isHeldBack { group.heldBack.insert(number) }
        }
    }

    /// The delay of a message is over.
    mutating func release(_ number: Int64, of group: String) {
        guard isOrdered else { return open.set(number, to: number) }
        change(group) { $0.heldBack.remove(number) }
    }

    /// Takes the next, which is in flight from then on.
    ///
    /// Within one receive the group of the message before goes on, although that message is in flight.
    mutating func take(after group: String? = nil) -> Int64? {
        guard isOrdered else { return open.popFirst() }
        let going = group.flatMap { groups[$0]?.head == nil ? nil : $0 } ?? openGroups.first
        guard let going, let number = groups[going]?.head else { return nil }
        change(going) { group in
            group.waiting.remove(number)
            group.inFlight += 1
        }
        return number
    }

    /// A message was in flight before a restart.
    mutating func resumeFlight(of group: String) {
        guard isOrdered else { return }
        change(group) { $0.inFlight += 1 }
    }

    /// A message is in flight no more: it is deleted, or joins again.
    mutating func land(of group: String) {
        guard isOrdered else { return }
        change(group) { $0.inFlight -= 1 }
    }

    /// Takes away one that is not in flight.
    mutating func leave(_ number: Int64, of group: String) {
        guard isOrdered else { return open.remove(number) }
        change(group) { group in
            group.waiting.remove(number)
            group.heldBack.remove(number)
        }
    }

    private mutating func change(_ name: String, _ body: (inout Group) -> Void) {
        let before = groups[name]?.waiting.steps ?? 0
        body(&groups[name, default: Group()])
        guard let group = groups[name] else { return }
        groupSteps += group.waiting.steps - before
        if let head = group.head, group.inFlight == 0 {
            openGroups.set(name, to: head)
        } else {
            openGroups.remove(name)
        }
        if group.waiting.isEmpty, group.inFlight == 0 { groups[name] = nil }
    }
}
