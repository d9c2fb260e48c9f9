/// Makes values of events, and puts what an anchor named where an alias is.
struct Composer: ~Copyable {
    /// A value, and how much it is with all its aliases written out.
    private struct Named {
        let value: YAMLValue
        let size: Int
    }

    private var events: YAMLEvents
    private let limits: YAMLLimits
    private let isJSON: Bool
    private var anchors: [String: Named] = [:]
    private var size = 0
    private var depth = 0

    init(_ text: [UInt8], limits: YAMLLimits, isJSON: Bool) throws(YAMLError) {
        events = try YAMLEvents(text)
        self.limits = limits
        self.isJSON = isJSON
    }

    mutating func document() throws(YAMLError) -> YAMLValue {
        _ = try events.next()
        let start = try events.next()
        guard case .documentStart = start.kind else { throw YAMLError(.empty, at: start.place) }
        let value = try value(try events.next())
        _ = try events.next()
        let end = try events.next()
        guard case .streamEnd = end.kind else { throw YAMLError(.secondDocument, at: end.place) }
        return value
    }

    private mutating func value(_ event: YAMLEvents.Event) throws(YAMLError) -> YAMLValue {
        let before = size
        let place = event.place
        switch event.kind {
        case .scalar(let scalar, let anchor):
            try grow(by: scalar.text.utf8.count + 1, at: place)
            return named(anchor, since: before, try scalar.value(at: place, isJSON: isJSON))
        case .alias(let name):
            guard let target = anchors[name] else { throw YAMLError(.unknownAlias(name), at: place) }
            try grow(by: target.size, at: place)
            return target.value
        case .listStart(let properties):
            let tag = try Tag.ofList(properties.tag, at: place)
            try enter(at: place)
            let list = try list()
            return named(properties.anchor, since: before, YAMLValue(.list(list), tag: tag, at: place))
        case .mapStart(let properties):
            let tag = try Tag.ofMap(properties.tag, at: place)
            try enter(at: place)
            let members = try members()
            return named(properties.anchor, since: before, YAMLValue(.map(members), tag: tag, at: place))
        case .streamStart, .streamEnd, .documentStart, .documentEnd, .listEnd, .mapEnd:
            throw YAMLError(.empty, at: place)
        }
    }

    private mutating func named(_ anchor: String?, since before: Int, _ value: YAMLValue) -> YAMLValue {
        if let anchor { anchors[anchor] = Named(value: value, size: size - before) }
        return value
    }

    private mutating func list() throws(YAMLError) -> [YAMLValue] {
        var list: [YAMLValue] = []
        while true {
            let event = try events.next()
            if case .listEnd = event.kind { break }
            list.append(try value(event))
        }
        depth -= 1
        return list
    }

    private mutating func members() throws(YAMLError) -> [YAMLValue.Member] {
        var members = Members()
        while true {
            let event = try events.next()
            if case .mapEnd = event.kind { break }
            guard case .scalar(let key, _) = event.kind else { throw YAMLError(.keyIsNoScalar, at: event.place) }
            try grow(by: key.text.utf8.count + 1, at: event.place)
            let value = try value(try events.next())
            if key.text == "<<", key.isPlain, !isJSON {
                try members.merge(value)
            } else {
                try members.add(YAMLValue.Member(key.text, value, at: event.place))
            }
        }
        depth -= 1
        return members.all
    }

    private mutating func enter(at place: YAMLPlace) throws(YAMLError) {
        depth += 1
        guard depth <= limits.depth else { throw YAMLError(.tooDeep(limit: limits.depth), at: place) }
        try grow(by: 1, at: place)
    }

    private mutating func grow(by count: Int, at place: YAMLPlace) throws(YAMLError) {
        size += count
        guard size <= limits.expanded else { throw YAMLError(.tooLarge(limit: limits.expanded), at: place) }
    }
}

/// The members of one map, and those that `<<` lends it: what the map says itself is stronger.
private struct Members {
    private var own: [YAMLValue.Member] = []
    private var lent: [YAMLValue.Member] = []
    private var places: [String: YAMLPlace] = [:]

    mutating func add(_ member: YAMLValue.Member) throws(YAMLError) {
        if let first = places.updateValue(member.place, forKey: member.key) {
            throw YAMLError(.duplicateKey(member.key, first: first), at: member.place)
        }
        own.append(member)
    }

    mutating func merge(_ value: YAMLValue) throws(YAMLError) {
        if let members = value.members { return lent += members }
        guard let maps = value.list else { throw YAMLError(.mergeOfNoMap, at: value.place) }
        for map in maps {
            guard let members = map.members else { throw YAMLError(.mergeOfNoMap, at: map.place) }
            lent += members
        }
    }

    /// Of two maps that lend one key the earlier is the stronger.
    var all: [YAMLValue.Member] {
        var seen = Set(places.keys)
        return lent.filter { seen.insert($0.key).inserted } + own
    }
}
