import JSON
import Testing

@Test func `a writer writes what it is told`() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("s")
    writer.string("a\"b")
    writer.key("i")
    writer.int(.min)
    writer.key("u")
    writer.uint(.max)
    writer.key("d")
    writer.double(1.5)
    writer.key("b")
    writer.bool(true)
    writer.key("n")
    writer.null()
    writer.key("r")
    writer.raw(Array("[1]".utf8))
    writer.key("a")
    writer.array { array in
        array.int(1)
        array.object { $0.member("k", "v") }
        array.beginArray()
        array.endArray()
    }
    writer.endObject()
    let expected =
        #"{"s":"a\"b","i":-9223372036854775808,"u":18446744073709551615,"d":1.5,"b":true,"n":null,"r":[1],"#
        + #""a":[1,{"k":"v"},[]]}"#
    #expect(text(of: writer) == expected)
}

@Test func `a writer appends to what was there`() {
    var writer = JSONWriter(style: .compact, appendingTo: Array("log: ".utf8))
    writer.int(1)
    #expect(text(of: writer) == "log: 1")
}

@Test func `what is open at the end is closed`() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("a")
    writer.beginArray()
    writer.beginObject()
    writer.key("b")
    #expect(text(of: writer) == #"{"a":[{"b":null}]}"#)
}

@Test func `nothing written is null`() {
    #expect(text(of: JSONWriter()) == "null")
}

@Test func `a call out of place writes nothing`() {
    var writer = JSONWriter()
    writer.endObject()
    writer.key("no object yet")
    writer.beginObject()
    writer.int(1)
    writer.beginArray()
    writer.endArray()
    writer.key("a")
    writer.key("b")
    writer.int(2)
    writer.endArray()
    writer.key("c")
    writer.beginArray()
    writer.key("in an array")
    writer.endObject()
    writer.endArray()
    writer.endObject()
    writer.string("a second value")
    #expect(text(of: writer) == #"{"a":null,"b":2,"c":[]}"#)
}

@Test func `a scope closes what its body left open, and no more`() {
    var writer = JSONWriter()
    writer.array { array in
        array.object { object in
            object.key("a")
            object.beginArray()
            object.endArray()
            object.endObject()
            object.endArray()
        }
        array.int(1)
    }
    #expect(text(of: writer) == #"[{"a":[]},1]"#)
}

@Test func `a scope out of place does not run`() {
    var writer = JSONWriter()
    writer.object { object in
        object.object { _ in Issue.record("there is no key for this") }
    }
    #expect(text(of: writer) == "{}")
}

@Test func `what is not finite is null`() {
    var writer = JSONWriter()
    writer.array { array in
        for value in [Double.nan, .infinity, -.infinity] { array.double(value) }
    }
    #expect(text(of: writer) == "[null,null,null]")
}

private func text(of writer: consuming JSONWriter) -> String {
    String(decoding: writer.finish(), as: UTF8.self)
}
