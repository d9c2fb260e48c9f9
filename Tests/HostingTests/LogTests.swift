import Hosting
import JSON
import TestKit
import Testing
import Time

@Suite struct LogTests {
    let sink = MemorySink()
    let clock = ManualClock(now: noon)

    func log(_ format: Log.Format, _ level: LogLevel = .info) -> Log {
        Log(format: format, level: level, clock: clock, sink: sink)
    }

    @Test func `a line of JSON has Lambda's names and its fields in order`() {
        log(.json).forRequest("r-1").info(
            "stored",
            ["document": "d", "bytes": 3, "sealed": true, "took": .milliseconds(.microseconds(1_500))]
        )
        #expect(
            sink.lines == [
                #"{"timestamp":"2026-11-21T08:00:00.000Z","level":"INFO","requestId":"r-1","message":"stored","#
                    + #""document":"d","bytes":3,"sealed":true,"took":1.5}"#
            ]
        )
    }

    @Test func `a line of text has time, level, request, message and fields`() {
        log(.text).forRequest("r-1").warn("slow", ["after": .instant(noon), "ratio": .number(0.5)])
        #expect(sink.lines == ["2026-11-21T08:00:00.000Z WARN r-1 slow after=2026-11-21T08:00:00.000Z ratio=0.5"])
    }

    @Test func `a field cannot take the place of a line's own`() throws {
        log(.json).info("real", ["message": "forged", "level": "x"])
        let line = try JSONValue(parsing: Array(sink.lines[0].utf8))
        #expect(line["message"] == "real" && line["message_"] == "forged" && line["level"] == "INFO")
    }

    @Test(arguments: ["a\nb", "a\r\nb", "a\u{85}b", "a\u{2028}b", "a\u{1B}[31mb", "a\0b"])
    func `no text begins a line of its own`(text: String) {
        for format in [Log.Format.text, .json] { log(format).info(text, ["name": .text(text)]) }
        #expect(sink.lines.count == 2)
        #expect(sink.lines[0].unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x85 && $0.value != 0x2028 })
        #expect(!sink.lines[1].contains("\n"))
    }

    @Test func `levels below the log's own are not written, nor computed`() {
        var computed = 0
        func fields() -> KeyValuePairs<String, LogValue> {
            computed += 1
            return [:]
        }
        for level in LogLevel.allCases { log(.text, .warn).write(level, "x", fields()) }
        #expect(sink.lines.map { $0.split(separator: " ")[1] } == ["WARN", "ERROR", "FATAL"])
        #expect(computed == 3)
    }

    @Test(arguments: [
        ("TRACE", LogLevel.trace), ("debug", .debug), ("Info", .info), ("WARN", .warn), ("FATAL", .fatal),
    ])
    func `levels are read in any case`(name: String, level: LogLevel) {
        #expect(LogLevel(name) == level)
    }

    @Test func `an unknown level is none`() { #expect(LogLevel("LOUD") == nil) }

    @Test func `a long text is cut, and says by how much`() {
        log(.json).info("x", ["text": .text(String(repeating: "é", count: 20_000))])
        #expect(sink.lines[0].utf8.count < 17_000)
        #expect(sink.lines[0].contains("bytes more)"))
    }

    @Test func `a secret shows itself nowhere`() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        log(.json).info("key \(secret)", ["key": .of(secret)])
        for text in [
            "\(secret)", String(reflecting: secret), dumped, sink.lines[0], "\([secret])", "\(Optional(secret) as Any)",
        ] {
            #expect(!text.contains("hunter2"))
            #expect(!text.isEmpty)
        }
        #expect(secret.revealed == "hunter2")
    }

    @Test func `settings show no value`() {
        let settings = Settings(["KEY": "hunter2"])
        var dumped = ""
        dump(settings, to: &dumped)
        for text in ["\(settings)", String(reflecting: settings), dumped] { #expect(!text.contains("hunter2")) }
        #expect(settings.optional("KEY") == "hunter2")
    }
}

@Suite struct MetricsTests {
    let sink = MemorySink()

    @Test func `figures are one line of the embedded metric format`() {
        Metrics(function: "tested", sink: sink).record(
            [Metric("documents", 2), Metric("latency", 1.5, .milliseconds)],
            dimensions: ["engine": "clamd"],
            properties: ["document": "d"],
            at: noon
        )
        #expect(
            sink.lines == [
                #"{"_aws":{"Timestamp":1795248000000,"CloudWatchMetrics":[{"Namespace":"Assay","#
                    + #""Dimensions":[["function","engine"]],"Metrics":[{"Name":"documents","Unit":"Count"},"#
                    + #"{"Name":"latency","Unit":"Milliseconds"}]}]},"function":"tested","engine":"clamd","#
                    + #""document":"d","documents":2,"latency":1.5}"#
            ]
        )
    }

    @Test func `more figures than a line may hold become more lines`() throws {
        Metrics(function: "tested", sink: sink).record((0..<250).map { Metric("m\($0)", 1) }, at: noon)
        #expect(sink.lines.count == 3)
    }

    @Test func `two figures of one name are both written, a line each`() throws {
        Metrics(function: "tested", sink: sink).record([Metric("a", 1), Metric("b", 2), Metric("a", 3)], at: noon)
        let lines = try sink.lines.map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(lines.map { $0["a"] } == [1, 3])
        #expect(lines.map { $0["b"] } == [2, nil])
    }

    @Test func `what is no number is no figure`() {
        Metrics(function: "tested", sink: sink).record([Metric("a", .nan), Metric("b", .infinity)], at: noon)
        #expect(sink.lines.isEmpty)
    }

    @Test func `nothing that CloudWatch would refuse a line for is in one`() throws {
        Metrics(function: "tested", sink: sink).record(
            [Metric("engine", 1), Metric("function", 2), Metric("scans", 3)],
            dimensions: ["engine": "clamd", "vendor": "", "engine": "other"],
            properties: ["engine": "third", "note": ""],
            at: noon
        )
        let line = try JSONValue(parsing: Array(try #require(sink.lines.first).utf8))
        let directive = try #require(line["_aws"]?["CloudWatchMetrics"]?[0])
        #expect(directive["Dimensions"] == [["function", "engine"]])
        #expect(directive["Metrics"] == [["Name": "scans", "Unit": "Count"]])
        #expect(
            line["engine"] == "clamd" && line["function"] == "tested" && line["note"] == "" && line["vendor"] == nil
        )
    }
}
