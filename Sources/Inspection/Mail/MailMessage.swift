import Ports

/// A message with its header, and what is attached to it as far as the head shows.
struct MailMessage: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        let start = file.head.begins("From ", at: 0) ? file.head.line(at: 0).count + 1 : 0
        let header = HeaderFields(file.head, from: start)
        for name in ["from", "to", "cc", "reply-to", "subject"] {
            facts.add(MailMessage.keys[name] ?? name, header.bytes(name).map(EncodedWords.decode))
        }
        if let date = header["date"] {
            if let instant = MailDate.instant(date) { facts.add("sent", instant) } else { facts.add("sent", date) }
        }
        facts.add("message_id", header["message-id"])
        facts.add("mailer", header["x-mailer"] ?? header["user-agent"])
        facts.count("hops", header.fields.count { $0.name == "received" })
        let parts = MailParts(file.head, header)
        facts.count("attachments", parts.attachments)
        facts.add("names", parts.names)
        if parts.isSigned { facts.add("signed", true) }
        if parts.isEncrypted { facts.add("encrypted", true) }
        if !file.isWhole { file.leaveOut() }
    }

    private static let keys = ["reply-to": "reply_to"]
}
