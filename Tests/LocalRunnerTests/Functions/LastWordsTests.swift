import SystemCalls
import Testing

/// A trap ends the whole runner, so it says whose it was.
struct LastWordsTests {
    @Test func `a trap names the functions that ran`() async {
        let end = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            LastWords.tellTraps()
            LastWords.enter("Presign")
            LastWords.enter("Scan")
            LastWords.enter("Scan")
            LastWords.leave("Presign")
            LastWords.leave("Scan")
            fatalError("as a handler may")
        }
        let words = String(decoding: end?.standardErrorContent ?? [], as: UTF8.self)
        #expect(words.firstRange(of: "trapped while these functions ran in this process: Scan\n") != nil, "\(words)")
    }

    @Test func `a trap of the runner's own names none`() async {
        let end = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            LastWords.tellTraps()
            fatalError("as anybody may")
        }
        let words = String(decoding: end?.standardErrorContent ?? [], as: UTF8.self)
        #expect(words.firstRange(of: "trapped while") == nil)
    }
}
