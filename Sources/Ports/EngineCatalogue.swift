package import Domain

/// The engines that there are, as the operators have signed it.
package protocol EngineCatalogue: Port {
    /// The newest; one whose signature is not the operators', or that is older than one seen before, is no catalogue.
    func current() async throws(PortError) -> Catalogue
}
