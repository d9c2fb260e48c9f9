/// How glibc is asked about each frame of a thread that ends, and jumps to the thread's end at the last one.
package typealias StopFunction =
    @convention(c) (
        _ version: CInt, _ actions: CInt, _ language: UInt64, _ end: OpaquePointer?, _ frame: OpaquePointer?,
        _ thread: UnsafeMutableRawPointer?
    ) -> CInt

/// Ends a thread without a look at its stack, in a zip.
///
/// An async main that suspends ends its first thread, and glibc would unwind the stack to do so. That is the one use
/// of unwind tables, and nothing here is to be done in any frame: scripts/package leaves them out and links this in
/// place of the unwinder, which says at once that the stack is at its end.
@c(__wrap__Unwind_ForcedUnwind)
package func endWithoutUnwinding(
    _ end: OpaquePointer?,
    _ stop: StopFunction,
    _ thread: UnsafeMutableRawPointer?
) -> CInt {
    let version: CInt = 1
    let forcedAndAtTheEndOfTheStack: CInt = 2 | 8 | 16
    return stop(version, forcedAndAtTheEndOfTheStack, 0, end, nil, thread)
}
