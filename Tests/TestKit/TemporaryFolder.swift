import Glibc

/// Gives the body an empty folder, which is gone afterwards.
package func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    var template = Array("/tmp/assay-test.XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw ProgramFailure.call("mkdtemp", errno) }
    let folder = String(cString: made)
    let result = Swift::Result { try body(folder) }
    try run("rm", "-rf", folder)
    return try result.get()
}

/// Writes a text file, over whatever was there.
package func write(_ text: String, to path: String) throws(ProgramFailure) {
    guard let file = fopen(path, "w") else { throw .call("fopen \(path)", errno) }
    defer { fclose(file) }
    guard fputs(text, file) >= 0 else { throw .call("fputs \(path)", errno) }
}

/// The same for a body that waits.
package func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = try withTemporaryFolder { $0 }
    try run("mkdir", folder)
    let result: Swift.Result<Result, any Error>
    do {
        result = .success(try await body(folder))
    } catch {
        result = .failure(error)
    }
    try run("rm", "-rf", folder)
    return try result.get()
}
