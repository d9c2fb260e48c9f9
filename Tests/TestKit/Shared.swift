import Synchronization

/// A value that a test and the threads of its servers both see.
///
/// The atomic is for the thread sanitizer, which does not look into the standard library's mutex.
package final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>
    private let turn = Atomic<Bool>(false)

    package init(_ value: Value) {
        self.value = Mutex(value)
    }

    package func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        value.withLock { value in
            _ = turn.load(ordering: .acquiring)
            defer { turn.store(true, ordering: .releasing) }
            return body(&value)
        }
    }
}
