import Events
import JSON

extension QueueMessage {
    /// The event itself: what SNS wrapped, unwrapped; every other body as it is.
    var content: [UInt8] {
        let bytes = Array(body.utf8)
        do {
            let envelope = try JSONCodec.decode(SNSEnvelope.self, from: bytes)
            return envelope.type == "Notification" ? Array(envelope.message.utf8) : bytes
        } catch {
            // No envelope: the step's own decoding judges it, and says what is wrong with it.
            return bytes
        }
    }
}
