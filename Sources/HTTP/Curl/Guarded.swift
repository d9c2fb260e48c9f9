import Synchronization

/// A mutex that the thread sanitizer sees.
///
/// The standard library's locks inside a library of its own, which the sanitizer does not watch: to it two threads
/// under the same mutex race. The atomic says in its language that one came after the other, and costs a plain store.
struct Guarded<Value: Sendable>: ~Copyable, Sendable {
    private let value: Mutex<Value>
    private let turn = Atomic<Bool>(false)

    init(_ value: Value) {
        self.value = Mutex(value)
    }

    borrowing func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        value.withLock { value in
            _ = turn.load(ordering: .acquiring)
            defer { turn.store(true, ordering: .releasing) }
            return body(&value)
        }
    }
}
