/// One try of bytes that an outsider might send; a trap is a finding.
package typealias FuzzTry = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

/// Hands the program to libFuzzer, which reads the command line and comes back when it is done.
package func runFuzzer(_ attempt: FuzzTry) -> CInt {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    return LLVMFuzzerRunDriver(&count, &arguments, attempt)
}

@_silgen_name("LLVMFuzzerRunDriver")
private func LLVMFuzzerRunDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ attempt: FuzzTry
) -> CInt
