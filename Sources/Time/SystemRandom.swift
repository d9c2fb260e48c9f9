/// The kernel's generator, fit for keys and secrets: the standard library reads it through getrandom(2).
package struct SystemRandom: RandomSource {
    package init() {}

    package func next() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
