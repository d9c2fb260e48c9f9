import AWSClient
import Domain
import JSON
import Ports

/// A message as it is sent.
struct Letter {
    let body: String
    let attributes: [String: MessageAttributeValue]

    init(_ message: Domain.Message) throws(PortError) {
        do throws(JSONError) {
            body = Self.fit(try JSONCodec.encode(message))
        } catch {
            throw .malformed(.message(message.destination), reason: "\(error)")
        }
        switch message {
        // What an engine's subscription filters on.
        case .scanRequested(let scan): attributes = ["engines": .stringArray(scan.engines.map(\.text))]
        case .metadataRequested, .metadataExtracted, .hashRequested, .hashed, .roundRequested,
            .deadline, .engineFinished, .documentUpdated:
            attributes = [:]
        }
    }

    /// With its attributes, which count.
    private var size: Int {
        attributes.reduce(body.utf8.count) { size, attribute in
            guard case .text(let text) = attribute.value.value else { return size }
            return size + attribute.key.utf8.count + attribute.value.dataType.utf8.count + text.utf8.count
        }
    }

    /// JSON as a queue takes it: the two characters that XML has not are written as escapes.
    ///
    /// SQS refuses a text that holds one, or puts another in its place, and a scanner repeats what its file is called:
    /// whoever names a file could keep a verdict from arriving.
    static func fit(_ json: [UInt8]) -> String {
        var fit: [UInt8] = []
        fit.reserveCapacity(json.count)
        for byte in json {
            fit.append(byte)
            guard byte == 0xBE || byte == 0xBF, fit.suffix(3).starts(with: [0xEF, 0xBF]) else { continue }
            fit.removeLast(3)
            fit += byte == 0xBE ? "\\ufffe".utf8 : "\\uffff".utf8
        }
        return String(decoding: fit, as: UTF8.self)
    }

    /// As few batches as hold them all, in their order.
    static func batches(
        _ letters: [Letter],
        of count: Int,
        bytes limit: Int,
        to destination: Destination
    ) throws(PortError) -> [[Letter]] {
        var batches: [[Letter]] = []
        var room = 0
        for letter in letters {
            guard letter.size <= limit else { throw .tooLarge(.message(destination), limit: limit) }
            if let last = batches.indices.last, batches[last].count < count, letter.size <= room {
                batches[last].append(letter)
                room -= letter.size
            } else {
                batches.append([letter])
                room = limit - letter.size
            }
        }
        return batches
    }
}
