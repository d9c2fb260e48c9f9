/// Does its work for each item, for so many of them at a time; what it comes to stands in the order of the items.
///
/// The work throws nothing: whoever waits for all of them wants to know what became of each.
package func sideBySide<Item: Sendable, Outcome: Sendable>(
    _ items: [Item],
    atMost limit: Int,
    _ work: @escaping @Sendable (Item) async -> Outcome
) async -> [Outcome] {
    // One needs no task of its own, and most batches are of one.
    if items.count == 1 { return [await work(items[0])] }
    var outcomes = [Outcome?](repeating: nil, count: items.count)
    var waiting = items.indices
    await withTaskGroup(of: (Int, Outcome).self) { group in
        for index in waiting.prefix(limit) { group.addTask { (index, await work(items[index])) } }
        waiting = waiting.dropFirst(limit)
        while let (index, outcome) = await group.next() {
            outcomes[index] = outcome
            guard let next = waiting.popFirst() else { continue }
            group.addTask { (next, await work(items[next])) }
        }
    }
    return outcomes.compactMap { $0 }
}
