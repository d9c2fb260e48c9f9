/// An event of about one kilobyte, of the shape that a queue hands to a scanner.
struct Event: Codable, Equatable {
    struct Upload: Codable, Equatable {
        var bucket: String
        var key: String
        var version: String
        var size: Int
        var sha256: String
        var chunks: [Int]
    }

    struct Engine: Codable, Equatable {
        var name: String
        var accepts: [String]
        var timeLimit: Double
        var isEnabled: Bool
    }

    enum Status: String, Codable {
        case scanning, processed
    }

    var id: String
    var organisation: String
    var owner: String
    var status: Status
    var round: Int
    var createdAt: String
    var updatedAt: String
    var upload: Upload
    var engines: [Engine]
    var tags: [String]
    var entropy: Double
    var score: Double
    var isSealed: Bool
    var retention: Int?
    var reason: String?
    var attributes: [String: String]

    static let sample = Event(
        id: "4f9d1c5e-8f5b-4a2e-9d35-0f6a5a1b7c22",
        organisation: "org-northwind",
        owner: "ingest@northwind.example",
        status: .scanning,
        round: 2,
        createdAt: "2026-03-14T09:26:53.589Z",
        updatedAt: "2026-03-14T09:26:54.012Z",
        upload: Upload(
            bucket: "assay-uploads-eu-west-1",
            key: "4f/2026/03/4f9d1c5e-8f5b-4a2e-9d35-0f6a5a1b7c22",
            version: "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY",
            size: 18_874_368,
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            chunks: [8_388_608, 8_388_608, 2_097_152]
        ),
        engines: [
            Engine(name: "clamd", accepts: ["application/pdf", "image/png"], timeLimit: 20.5, isEnabled: true),
            Engine(name: "icap", accepts: ["*/*"], timeLimit: 45, isEnabled: true),
            Engine(name: "yara", accepts: ["application/zip"], timeLimit: 3.25, isEnabled: false),
        ],
        tags: ["invoice", "inbound", "größe"],
        entropy: 7.9213847,
        score: 0.25,
        isSealed: false,
        retention: 30,
        reason: nil,
        attributes: [
            "department": "accounting", "source": "mail\tgateway", "trace": "1-67d3f0aa-4d1e8a7b2c3d4e5f60718293",
        ]
    )
}
