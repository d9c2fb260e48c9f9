import AWSClient

extension SQS {
    /// Reads up to so many messages, and gives back whatever it came to.
    func letters(of url: String, atMost limit: Int) async throws(CallFailure) -> [DeadLetter] {
        var messages: [Message] = []
        do throws(CallFailure) {
            while messages.count < limit {
                let receive = ReceiveMessage.letters(of: url, atMost: limit - messages.count, hiddenFor: 30)
                let page = try await receiveMessage(receive).messages ?? []
                if page.isEmpty { break }
                messages += page
            }
        } catch {
            try await release(messages, of: url)
            throw error
        }
        try await release(messages, of: url)
        return messages.map { DeadLetter($0) }
    }
}
