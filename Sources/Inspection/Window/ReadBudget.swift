/// How much of a file an inspection reads at the most.
package enum ReadBudget {
    /// The first read: nine files of ten are smaller, and most formats tell all of themselves here.
    package static let head: Int64 = 256 << 10
    /// Where the file ends: directories of archives, cross references, tags.
    package static let tail: Int64 = 64 << 10
    /// What any other read brings, so that the next question is often answered already.
    package static let block: Int64 = 32 << 10
    /// At some 30 ms for the first byte of each, twelve end within the 500 ms that an inspection has.
    package static let reads = 12
    /// All that is ever read of one file: it is kept in memory until the end, on the smallest functions too.
    package static let bytes: Int64 = 4 << 20
}
