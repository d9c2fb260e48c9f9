package import Time

/// Until when it makes sense to try.
///
/// The host of a step sets it to the end of the invocation, and adapters neither wait nor try again beyond it. It goes
/// with the task, so that no signature between the two need carry it.
package enum Patience {
    @TaskLocal package static var deadline: Instant?
}
