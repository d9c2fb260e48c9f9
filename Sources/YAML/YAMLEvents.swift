import CYAML

/// What libyaml finds in a text, one after the other.
struct YAMLEvents: ~Copyable {
    struct Event {
        let kind: Kind
        let place: YAMLPlace
    }

    enum Kind {
        case streamStart, streamEnd, documentStart, documentEnd
        case alias(String)
        case scalar(Scalar, anchor: String?)
        case listStart(Properties)
        case listEnd
        case mapStart(Properties)
        case mapEnd
    }

    struct Properties {
        let anchor: String?
        let tag: String?
    }

    struct Scalar {
        let text: String
        let tag: String?
        /// Without quotes, so that its spelling decides what it is.
        let isPlain: Bool
    }

    /// The parser keeps pointers to itself and to the text, so neither may move.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: [UInt8]) throws(YAMLError) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            throw YAMLError(.outOfMemory, at: .start)
        }
        self.parser = parser
        text = .allocate(capacity: bytes.count)
        _ = text.initialize(from: bytes)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        text.deallocate()
    }

    mutating func next() throws(YAMLError) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        return Event(kind: Self.kind(event), place: YAMLPlace(event.start_mark))
    }

    private static func kind(_ event: yaml_event_t) -> Kind {
        switch event.type {
        case YAML_STREAM_START_EVENT: .streamStart
        case YAML_DOCUMENT_START_EVENT: .documentStart
        case YAML_DOCUMENT_END_EVENT: .documentEnd
        case YAML_ALIAS_EVENT: .alias(string(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT: .scalar(scalar(event), anchor: string(event.data.scalar.anchor))
        case YAML_SEQUENCE_START_EVENT:
            .listStart(
                Properties(
                    anchor: string(event.data.sequence_start.anchor),
                    tag: string(event.data.sequence_start.tag)
                )
            )
        case YAML_SEQUENCE_END_EVENT: .listEnd
        case YAML_MAPPING_START_EVENT:
            .mapStart(
                Properties(
                    anchor: string(event.data.mapping_start.anchor),
                    tag: string(event.data.mapping_start.tag)
                )
            )
        case YAML_MAPPING_END_EVENT: .mapEnd
        // The end of the stream, and what follows it: an event without a type.
        default: .streamEnd
        }
    }

    private static func scalar(_ event: yaml_event_t) -> Scalar {
        let scalar = event.data.scalar
        let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        return Scalar(
            text: String(decoding: bytes, as: UTF8.self),
            tag: string(scalar.tag),
            isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE
        )
    }

    private static func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        text.map { String(cString: UnsafePointer($0)) }
    }

    private func failure() -> YAMLError {
        switch parser.pointee.error {
        case YAML_MEMORY_ERROR: return YAMLError(.outOfMemory, at: .start)
        case YAML_READER_ERROR:
            return YAMLError(.invalidUTF8, at: place(of: parser.pointee.problem_offset))
        default:
            let words = parser.pointee.problem.map { String(cString: $0) } ?? "no YAML"
            let context = parser.pointee.context.map { String(cString: $0) + ": " } ?? ""
            return YAMLError(.malformed(context + words), at: YAMLPlace(parser.pointee.problem_mark))
        }
    }

    /// The reader counts bytes alone.
    private func place(of offset: Int) -> YAMLPlace {
        let before = text.prefix(offset)
        let line = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return YAMLPlace(
            line: before.count { $0 == UInt8(ascii: "\n") } + 1,
            column: before[min(line, before.endIndex)...].count { $0 & 0xC0 != 0x80 } + 1
        )
    }
}

extension YAMLPlace {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: mark.line + 1, column: mark.column + 1)
    }
}
