package import Domain
package import Hosting
package import Ports
import Time

/// Has its engine look at documents, and sends what it says of them.
///
/// The documents of a batch are looked at side by side. Their results go in one call where they are ready together; one
/// that takes long keeps nobody's for more than a second.
package struct Scan: BatchStep {
    /// What a schedule calls.
    package let check: EngineCheck
    private let look: Look
    private let bus: any MessageBus

    /// As many documents as a batch has; each holds a few pieces of its file.
    static let atOnce = 10
    /// How long a result waits for others to share a call with.
    private static let gathering: Duration = .seconds(1)

    /// - Parameter scanner: its engine, the one thing that no other step is given.
    package init(_ supply: inout some Supply, _ scanner: any Scanner) throws {
        let engine = supply.settings.required("ENGINE", as: EngineName.rule) { text in
            EngineName.isValid(text) ? EngineName(unchecked: text) : nil
        }
        let limit = supply.settings.optional("ENGINE_TIME_LIMIT", as: "a number of seconds from 1 to 840") { text in
            Int(text).flatMap { (1...Catalogue.longestTime).contains($0) ? $0 : nil }
        }
        check = EngineCheck(engine ?? EngineName(unchecked: "none"), scanner, try supply.engineRecords())
        look = Look(check, scanner, try supply.blobs(), limit: .seconds(limit ?? 60), &supply)
        bus = try supply.bus(to: [.results])
    }

    package func handle(_ events: [Message], context: InvocationContext) async -> [Result<Void, StepFailure>] {
        var post = ResultPost(count: events.count, bus.until(context.deadline))
        let standing = await look.standing(context)
        var waiting = events.indices[...]
        var left = events.count
        await withTaskGroup(of: News.self) { group in
            for index in waiting.prefix(Self.atOnce) {
                group.addTask { .looked(index, await look.at(events[index], index, standing, context)) }
            }
            waiting = waiting.dropFirst(Self.atOnce)
            while left > 0, let news = await group.next() {
                switch news {
                case .looked(let index, let outcome):
                    left -= 1
                    if post.take(await look.confirmed(outcome, index, context), of: index), left > 0 {
                        group.addTask { await rest(context) }
                    }
                    if let next = waiting.popFirst() {
                        group.addTask { .looked(next, await look.at(events[next], next, standing, context)) }
                    }
                case .time: await post.send()
                }
            }
            group.cancelAll()
        }
        await post.send()
        return post.outcomes
    }

    private enum News: Sendable {
        case looked(Int, Look.Outcome)
        /// The results that are there have waited long enough.
        case time
    }

    private func rest(_ context: InvocationContext) async -> News {
        do throws(CancellationError) {
            try await context.clock.sleep(until: context.clock.now + Self.gathering)
        } catch {
            // Everything is ready before: nobody listens any more.
        }
        return .time
    }
}
