/// A value as it was stored, and how often it had been saved by then: whoever saves it says which one it changed.
package struct Versioned<Value: Sendable>: Sendable {
    package var value: Value
    package let revision: Int

    package init(_ value: Value, revision: Int) {
        self.value = value
        self.revision = revision
    }
}

extension Versioned: Equatable where Value: Equatable {}
