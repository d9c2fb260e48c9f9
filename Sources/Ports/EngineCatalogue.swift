package import Domain

/// The engines that there are, as the operators have signed it.
package protocol EngineCatalogue: Port {
    /// The newest; one whose signature is not the operators', or that is older than one seen before, is no catalogue.
    ///
    /// Whoever has seen a good one goes on with that while the newest is none: a slip of whoever publishes must not
    /// stop everything at once.
    func current() async throws(PortError) -> Catalogue

    /// Why the newest is none, where another goes on in its place.
    var refusal: PortError? { get }
}
