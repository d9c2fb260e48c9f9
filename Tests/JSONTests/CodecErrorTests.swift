import JSON
import Testing

private struct Record: Codable {
    var name: String
    var size: Int
}

private struct Batch: Codable {
    var records: [Record]
}

@Test(
    arguments: [
        (
            #"{"records":[{"name":"a","size":1},{"name":"b","size":"2"}]}"#,
            "$.records[1].size: expected Int, found string (line 1, column 54, byte 53)"
        ),
        (#"{"records":[{"name":"a"}]}"#, #"$.records[0]: the key "size" is missing (line 1, column 13, byte 12)"#),
        (
            #"{"records":[{"name":null,"size":1}]}"#,
            "$.records[0].name: expected String, found nothing (line 1, column 21, byte 20)"
        ),
        ("{\"records\":\n {}}", "$.records: expected array, found object (line 2, column 2, byte 13)"),
        ("[]", "$: expected object, found array (line 1, column 1, byte 0)"),
        ("{\"records\":\n [1, tru]}", "expected true, false or null, found \"]\" (line 2, column 9, byte 20)"),
    ]
)
func `an error says where it is and what was expected`(text: String, sentence: String) {
    #expect {
        try JSONCodec.decode(Batch.self, from: Array(text.utf8))
    } throws: {
        "\($0)" == sentence
    }
}
