package import Domain

/// An engine: looks at bytes, and says what it makes of them.
///
/// What it answers and nobody understands is a verdict too: `failure`. That it does not answer is an error:
/// `.unavailable` where it may later, `.deadlinePassed` where its time is over; what is thrown of the content is the
/// content's own.
package protocol Scanner: Port {
    /// Whether it tells about files, and looks for nothing bad in them: then it need not find what scanners must.
    var isAnalyser: Bool { get }

    /// Which version it is, and by which signatures it goes at this moment.
    func identify() async throws(PortError) -> EngineIdentity

    /// Looks at all of the content, whose bytes are never all in memory.
    func scan(_ content: any ScanContent) async throws(PortError) -> Verdict
}

extension Scanner {
    package var isAnalyser: Bool { false }
}

/// What an engine is given to look at.
package protocol ScanContent: Sendable {
    var size: ByteCount { get }

    /// The first bytes, fewer where there are fewer.
    func head(_ count: Int) async throws(PortError) -> [UInt8]

    /// All of it, piece by piece, as fast as the sink takes them.
    func read(into sink: any ByteSink) async throws(PortError)
}

/// What an engine says of some bytes.
package struct Verdict: Sendable, Equatable {
    package let category: Category
    /// What it found, in its own words; why it came to no answer, in ours.
    package let text: String
    /// Where the engine says it with its answer, and so of this very scan.
    package let identity: EngineIdentity?

    package init(_ category: Category, _ text: String = "", by identity: EngineIdentity? = nil) {
        self.category = category
        self.text = text
        self.identity = identity
    }
}

/// By what an engine's answers can be told from its earlier ones: where both are the same, so are the answers.
package struct EngineIdentity: Sendable, Hashable {
    package let engineVersion: String
    package let signatureVersion: String

    package init(engineVersion: String, signatureVersion: String) {
        self.engineVersion = engineVersion
        self.signatureVersion = signatureVersion
    }
}
