import AWSClient
import TestKit
import Testing

@testable import local_runner

/// What is read of a developer's own data, and how it is refused.
struct SeedDataTests {
    @Test func `objects are found by their paths, in the order of their keys`() throws {
        try withData([
            "buckets/files/a/b.txt": "1", "buckets/files/a b+c.txt": "2", "buckets/files/.hidden": "3",
            "buckets/files/.gitkeep": "", "buckets/other/z": "4", "README.md": "a note",
        ]) { folder in
            let objects = try SeedData(folder).objects
            #expect(objects.map(\.bucket) == ["files", "files", "files", "other"])
            #expect(objects.map(\.key) == [".hidden", "a b+c.txt", "a/b.txt", "z"])
            #expect(objects.map(\.path).first == "\(folder)/buckets/files/.hidden")
        }
    }

    @Test func `what lies beside an object's bytes has the same path below metadata`() throws {
        try withData([
            "buckets/files/a/b.json": "{}", "buckets/files/c": "1",
            "metadata/files/a/b.json": #"{"signature": "3045", "by": "us"}"#,
        ]) { folder in
            let objects = try SeedData(folder).objects
            #expect(objects.map(\.metadata) == [["signature": "3045", "by": "us"], [:]])
        }
    }

    @Test func `items are lines of DynamoDB's JSON, or an array of them`() throws {
        try withData([
            "tables/lines.jsonl": "{\"id\":{\"S\":\"1\"},\"n\":{\"N\":\"5\"}}\r\n\n{\"id\":{\"S\":\"2\"}}",
            "tables/whole.json": "\n[\n{\"id\":{\"S\":\"3\"}}, {\"id\":{\"S\":\"4\"}}\n]\n",
            "tables/empty.jsonl": "",
        ]) { folder in
            let items = try SeedData(folder).items
            #expect(items.map(\.table) == ["lines", "lines", "whole", "whole"])
            #expect(items.map { $0.item["id"] } == ["1", "2", "3", "4"].map { .string($0) })
            #expect(items[0].item["n"] == .number("5"))
            #expect(items.map(\.place.line) == [1, 3, 1, 1])
        }
    }

    @Test func `messages are lines: bodies, or bodies with what goes beside them`() throws {
        let lines = [
            "plain words", #"{"document":"1"}"#, #"{"body":"b","group":"g","deduplicationId":"d"}"#,
            #"{"body":{"a":1},"attributes":{"k":"v","n":{"type":"Number","value":"5"}}}"#, "{broken", "\"text\"",
        ]
        try withData(["queues/orders.fifo.jsonl": lines.joined(separator: "\n")]) { folder in
            let messages = try SeedData(folder).messages
            #expect(Set(messages.map(\.queue)) == ["orders.fifo"])
            let bodies = ["plain words", #"{"document":"1"}"#, "b", #"{"a":1}"#, "{broken", "\"text\""]
            #expect(messages.map(\.message.messageBody) == bodies)
            #expect(messages[2].message.messageGroupId == "g" && messages[2].message.messageDeduplicationId == "d")
            #expect(messages[3].message.messageAttributes?["k"]?.value == .text("v"))
            #expect(messages[3].message.messageAttributes?["n"]?.dataType == "Number")
            #expect(messages[0].message.messageAttributes == nil)
            #expect(messages.map(\.place.line) == Array(1...6))
            #expect(messages[1].place.refused("no").description == "\(folder)/queues/orders.fifo.jsonl:2: refused: no")
        }
    }

    @Test(arguments: [
        (["tables/t.jsonl": "{\"id\":{\"S\":\"1\"}}\n{\"id\":\"1\"}"], "tables/t.jsonl:2: "),
        (["tables/t.jsonl": "{\"id\":{\"S\":\"1\"}}\n\n{\"id\""], "tables/t.jsonl:3: "),
        (["tables/t.jsonl": "5"], "tables/t.jsonl:1: "),
        (["tables/t.json": "[{\"id\":{\"S\":\"1\"}},\n{}}"], "tables/t.json:2: "),
        (["tables/t.json": "[{\"id\":{\"S\":\"1\"}}, {\"id\":{\"X\":\"1\"}}]"], "item 2: "),
        (["tables/t.csv": "a"], "must be named after its table or queue"),
        (["tables/.jsonl": "{}"], "must be named after its table or queue"),
        (["tables/t.jsonl/a": "{}"], "is a folder"),
        (["queues/q.jsonl": "a\n{\"body\":\"b\",\"delay\":5}"], "q.jsonl:2: 'delay' beside body"),
        (["queues/q.jsonl": #"{"body":"b","attributes":{"n":{"type":"Number","value":"x"}}}"#], "attribute 'n'"),
        (["queues/q.jsonl": "{\"body\":\"b\",\"attributes\":[]}"], "attributes must be an object"),
        (["queues/q.jsonl": "{\"body\":\"b\",\"group\":1}"], "group must be a string"),
        (["bucket/files/a": "1"], "is none of the folders buckets, metadata, tables and queues"),
        (["metadata/files/a": "{}"], "is for no object: there is no buckets/files/a"),
        (["buckets/files/a": "", "metadata/files/a": "[]"], "metadata/files/a:1: must hold a JSON object"),
        (["buckets/files/a": "", "metadata/files/a": "{\"x\": 1}"], "metadata/files/a:1: x must be a text"),
        (["buckets/a": "1"], "lies in no bucket"),
    ])
    func `what cannot be taken is told with its file, its line and the reason`(
        _ files: [String: String],
        _ words: String
    ) throws {
        try withData(files) { folder in
            let fault = #expect(throws: DataFault.self) { try SeedData(folder) }
            #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "")")
            #expect(fault?.description.contains(folder) == true)
        }
    }

    @Test func `a folder that is not there is missing, and one that holds itself ends`() throws {
        #expect(throws: DataFault.self) { try SeedData("/nonexistent") }
        try withData(["buckets/files/a": "1"]) { folder in
            try run("ln", "-s", ".", "\(folder)/buckets/files/loop")
            let fault = #expect(throws: DataFault.self) { try SeedData(folder) }
            #expect(fault?.description.contains("loop") == true)
        }
    }

    private func withData(_ files: [String: String], _ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            for (path, text) in files {
                let parent = path.split(separator: "/").dropLast().joined(separator: "/")
                try run("mkdir", "-p", "\(folder)/\(parent)")
                try write(text, to: "\(folder)/\(path)")
            }
            try body(folder)
        }
    }
}
