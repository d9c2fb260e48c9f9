import Domain
import Hosting
import Ports

/// The results of a batch on their way: gathered, sent together, and each event told what became of its own.
struct ResultPost {
    private(set) var outcomes: [Result<Void, StepFailure>]
    private var unsent: [(index: Int, result: EngineResult)] = []
    private let bus: any MessageBus

    init(count: Int, _ bus: any MessageBus) {
        // Whoever is not reached comes again.
        let lost = StepFailure.retry(
            Fault(.unavailable, "not-reached", "The batch ended before this one was looked at.")
        )
        outcomes = Array(repeating: .failure(lost), count: count)
        self.bus = bus
    }

    /// Whether a result waits now where none did before.
    mutating func take(_ outcome: Look.Outcome, of index: Int) -> Bool {
        switch outcome {
        case .found(let result, _):
            unsent.append((index, result))
            return unsent.count == 1
        case .nothingToDo: outcomes[index] = .success(())
        case .failed(let failure): outcomes[index] = .failure(failure)
        }
        return false
    }

    /// Where sending fails all of them come again: nobody can tell which have arrived, and twice does no harm.
    mutating func send() async {
        guard !unsent.isEmpty else { return }
        unsent.sort { $0.index < $1.index }
        let outcome: Result<Void, StepFailure>
        do throws(PortError) {
            try await bus.send(unsent.map { .engineFinished($0.result) }, after: .zero)
            outcome = .success(())
        } catch {
            outcome = .failure(StepFailure(error))
        }
        for (index, _) in unsent { outcomes[index] = outcome }
        unsent = []
    }
}
