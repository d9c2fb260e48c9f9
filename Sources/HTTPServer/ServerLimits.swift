/// What a server takes of the outside, each limit with the reason for its value.
package struct ServerLimits: Sendable {
    /// A process has 1,024 descriptors unless it asks for more; half of them leave room for files, pipes and clients.
    ///
    /// One more connection than this takes the place of the one that has been idle for longest, or waits.
    package var connections = 512
    /// A presigned URL with a session token and the longest key of S3, percent-encoded, is below 8 KiB.
    package var requestLine = 16 * 1024
    /// All of a head: Amazon's own load balancers take as much.
    package var head = 64 * 1024
    /// A signed upload with all metadata that S3 allows has below 60 header fields.
    package var fieldCount = 128
    /// S3 takes 5 GiB at a time; its own chunks with their signatures make it a little longer.
    package var body = 6 * 1024 * 1024 * 1024
    /// Nobody gives extensions of chunks a meaning; sixteen digits and a signature fit.
    package var chunkLine = 256
    /// Trailing fields are passed over, so they need not be long.
    package var trailer = 8 * 1024
    /// Reading on costs less than a new connection as long as it is about what the kernel has taken in already.
    package var unreadBody = 1024 * 1024

    /// Clients keep a connection for about a minute; who runs a function longer than that sets more.
    package var idleTime: Duration = .seconds(60)
    /// From a head's first byte to its last, however many come in between: they fit into a few packets.
    package var headTime: Duration = .seconds(20)
    /// How long the other side may neither send what it announced nor take what it asked for.
    package var stallTime: Duration = .seconds(60)
    /// A client that is told that its connection ends reads that at once, or never.
    package var lingerTime: Duration = .seconds(2)
    /// After a stop, what is at work has as long as a service manager gives by default less the time to end.
    package var finishTime: Duration = .seconds(10)

    package init() {}
}
