import AWSClient
import Encoding
import HTTP
import JSON
import TestKit
import Testing
import Time

@testable import LocalCloud

struct MeterTests {
    private let store = MetricStore()
    private let here: Neighbourhood

    init() {
        let store = store
        here = Neighbourhood { [Meters($0, store: store)] }
    }

    private func call(_ operation: String, _ body: String) async throws -> JSONValue {
        let (status, value) = try await answer(operation, body)
        try #require(status == 200, "\(value)")
        return value
    }

    private func answer(_ operation: String, _ body: String) async throws -> (status: Int, value: JSONValue) {
        let body = try JSONValue(parsing: Array(body.utf8))
        let answer = try await here.json("monitoring", "GraniteServiceVersion20100801.\(operation)", body)
        return (answer.status, answer.value)
    }

    private func put(_ data: String, _ namespace: String = "Shop") async throws {
        _ = try await call("PutMetricData", #"{"Namespace":"\#(namespace)","MetricData":[\#(data)]}"#)
    }

    @Test func `figures are answered as they were put`() async throws {
        try await put(#"{"MetricName":"n","Value":3,"Unit":"Count"}"#)
        try await put(#"{"MetricName":"n","Values":[1,2],"Counts":[2,1],"Unit":"Count"}"#)
        try await put(
            #"{"MetricName":"n","StatisticValues":{"SampleCount":2,"Sum":12,"Minimum":5,"Maximum":7},"Unit":"Count"}"#
        )
        let answer = try await call(
            "GetMetricStatistics",
            """
            {"Namespace":"Shop","MetricName":"n","StartTime":1799999940,"EndTime":1800000060,"Period":60,\
            "Statistics":["Sum","SampleCount","Average","Minimum","Maximum"]}
            """
        )
        #expect(answer["Label"] == "n" && answer["Datapoints"]?.array?.count == 1)
        let point = try #require(answer["Datapoints"]?[0])
        #expect(point["Timestamp"] == 1_800_000_000 && point["Unit"] == "Count")
        #expect(point["Sum"] == 19 && point["SampleCount"] == 6 && point["Minimum"] == 1 && point["Maximum"] == 7)
        #expect(point["Average"]?.double == 19.0 / 6)
    }

    @Test func `a period gathers its minutes, from the minute of the start`() async throws {
        for (time, value) in [(1_799_999_400, 1), (1_799_999_690, 2), (1_799_999_700, 4), (1_800_000_000, 8)] {
            try await put(#"{"MetricName":"n","Value":\#(value),"Timestamp":\#(time)}"#)
        }
        let query = """
            "MetricDataQueries":[{"Id":"q","MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"n"},"Period":300,\
            "Stat":"Sum"}},{"Id":"p","Label":"half","MetricStat":{"Metric":{"Namespace":"Shop","MetricName":"n"},\
            "Period":3600,"Stat":"p50"}},{"Id":"hidden","ReturnData":false,"MetricStat":{"Metric":{"Namespace":"Shop",\
            "MetricName":"n"},"Period":300,"Stat":"Sum"}}]
            """
        let ascending = try await call(
            "GetMetricData",
            #"{\#(query),"StartTime":1799999430,"EndTime":1800000000,"ScanBy":"TimestampAscending"}"#
        )
        let first = try #require(ascending["MetricDataResults"]?[0])
        #expect(first["Timestamps"] == [1_799_999_400, 1_799_999_700] && first["Values"] == [3, 4])
        #expect(first["Id"] == "q" && first["Label"] == "n" && first["StatusCode"] == "Complete")
        #expect(ascending["MetricDataResults"]?[1]?["Values"] == [2])
        #expect(ascending["MetricDataResults"]?[1]?["Label"] == "half")
        #expect(ascending["MetricDataResults"]?.array?.count == 2)
        let descending = try await call("GetMetricData", #"{\#(query),"StartTime":1799999400,"EndTime":1800000001}"#)
        #expect(descending["MetricDataResults"]?[0]?["Values"] == [8, 4, 3])
    }

    @Test func `percentiles are answered of values that are known`() async throws {
        let values = (1...100).map(String.init).joined(separator: ",")
        try await put(#"{"MetricName":"t","Values":[\#(values)],"Unit":"Milliseconds"}"#)
        let body = """
            {"Namespace":"Shop","MetricName":"t","StartTime":1800000000,"EndTime":1800000060,"Period":60,\
            "ExtendedStatistics":["p50","p99.5"]}
            """
        let point = try await call("GetMetricStatistics", body)["Datapoints"]?[0]
        #expect(point?["ExtendedStatistics"]?["p50"] == 50 && point?["ExtendedStatistics"]?["p99.5"] == 100)
        #expect(point?["Sum"] == nil)
    }

    @Test func `metrics are listed by what is asked of them, page by page`() async throws {
        for (name, dimensions) in [
            ("a", #"{"Name":"x","Value":"1"}"#), ("b", #"{"Name":"x","Value":"2"},{"Name":"y","Value":"1"}"#),
        ] {
            try await put(#"{"MetricName":"\#(name)","Value":1,"Dimensions":[\#(dimensions)]}"#)
        }
        try await put(#"{"MetricName":"a","Value":1}"#, "Other")
        func names(_ body: String) async throws -> [String?] {
            try await call("ListMetrics", body)["Metrics"]?.array?.map {
                "\($0["Namespace"]?.string ?? "")/\($0["MetricName"]?.string ?? "")"
            } ?? []
        }
        #expect(try await names("{}") == ["Other/a", "Shop/a", "Shop/b"])
        #expect(try await names(#"{"Namespace":"Shop"}"#) == ["Shop/a", "Shop/b"])
        #expect(try await names(#"{"MetricName":"a"}"#) == ["Other/a", "Shop/a"])
        #expect(try await names(#"{"Dimensions":[{"Name":"x"}]}"#) == ["Shop/a", "Shop/b"])
        #expect(try await names(#"{"Dimensions":[{"Name":"x","Value":"2"}]}"#) == ["Shop/b"])
        #expect(try await names(#"{"RecentlyActive":"PT3H"}"#).count == 3)
        for page in 0..<6 {
            let data = (0..<100).map { #"{"MetricName":"m\#(page)-\#($0)","Value":1}"# }.joined(separator: ",")
            try await put(data, "Many")
        }
        let first = try await call("ListMetrics", #"{"Namespace":"Many"}"#)
        let token = try #require(first["NextToken"]?.string)
        let rest = try await call("ListMetrics", #"{"Namespace":"Many","NextToken":"\#(token)"}"#)
        #expect(first["Metrics"]?.array?.count == 500 && rest["Metrics"]?.array?.count == 100)
        #expect(rest["NextToken"] == nil)
        here.clock.advance(by: .seconds(4 * 3_600))
        #expect(try await names(#"{"RecentlyActive":"PT3H"}"#).isEmpty)
    }

    @Test(arguments: [
        ("PutMetricData", #"{"Namespace":"N"}"#, "MissingRequiredParameterException"),
        (
            "PutMetricData", #"{"Namespace":"AWS/S3","MetricData":[{"MetricName":"n","Value":1}]}"#,
            "InvalidParameterValueException"
        ),
        ("PutMetricData", #"{"Namespace":"N","MetricData":[{"MetricName":"n"}]}"#, "MissingRequiredParameterException"),
        (
            "PutMetricData", #"{"Namespace":"N","MetricData":[{"MetricName":"n","Value":1,"Values":[1]}]}"#,
            "InvalidParameterCombinationException"
        ),
        (
            "PutMetricData", #"{"Namespace":"N","MetricData":[{"MetricName":"n","Value":1,"Unit":"x"}]}"#,
            "InvalidParameterValueException"
        ),
        (
            "PutMetricData", #"{"Namespace":"N","MetricData":[{"MetricName":"n","Value":1,"Timestamp":1}]}"#,
            "InvalidParameterValueException"
        ),
        (
            "PutMetricData", #"{"Namespace":"N","MetricData":[{"MetricName":"n","Value":1e300}]}"#,
            "InvalidParameterValueException"
        ),
        (
            "PutMetricData", #"{"Namespace":"N","MetricData":[{"MetricName":"n","Values":[1,2],"Counts":[1]}]}"#,
            "InvalidParameterValueException"
        ),
        (
            "PutMetricData", #"{"Namespace":"N","MetricData":[{"MetricName":"n","Value":1}],"EntityMetricData":[]}"#,
            "NotImplemented"
        ),
        (
            "GetMetricStatistics", #"{"Namespace":"N","MetricName":"n","StartTime":0,"EndTime":60,"Period":60}"#,
            "InvalidParameterCombinationException"
        ),
        (
            "GetMetricStatistics",
            #"{"Namespace":"N","MetricName":"n","StartTime":60,"EndTime":60,"Period":60,"Statistics":["Sum"]}"#,
            "InvalidParameterCombinationException"
        ),
        (
            "GetMetricStatistics",
            #"{"Namespace":"N","MetricName":"n","StartTime":0,"EndTime":86460,"Period":60,"Statistics":["Sum"]}"#,
            "InvalidParameterCombinationException"
        ),
        (
            "GetMetricStatistics",
            #"{"Namespace":"N","MetricName":"n","StartTime":0,"EndTime":60,"Period":61,"Statistics":["Sum"]}"#,
            "InvalidParameterValueException"
        ),
        (
            "GetMetricStatistics",
            #"{"Namespace":"N","MetricName":"n","StartTime":0,"EndTime":60,"Period":1,"Statistics":["Sum"]}"#,
            "NotImplemented"
        ),
        (
            "GetMetricData", #"{"StartTime":0,"EndTime":60,"MetricDataQueries":[{"Id":"e","Expression":"a+b"}]}"#,
            "NotImplemented"
        ),
        ("PutMetricAlarm", "{}", "NotImplemented"), ("ListMetrics", #"{"NextToken":"x"}"#, "InvalidNextToken"),
    ])
    func `what cannot be done is refused in AWS's words`(operation: String, body: String, code: String) async throws {
        let answer = try await answer(operation, body)
        #expect(answer.value["__type"]?.string == "com.amazonaws.cloudwatch#\(code)" && answer.status >= 400)
        #expect(store.names().isEmpty)
    }

    @Test func `forms are understood, and answered in XML`() async throws {
        let put = try await here.form(
            "monitoring",
            [
                "Action": "PutMetricData", "Version": "2010-08-01", "Namespace": "Shop",
                "MetricData.member.1.MetricName": "n", "MetricData.member.1.Value": "2.5",
                "MetricData.member.1.Timestamp": "2027-01-15T08:00:00Z", "MetricData.member.1.Unit": "Count",
                "MetricData.member.1.Dimensions.member.1.Name": "x",
                "MetricData.member.1.Dimensions.member.1.Value": "1",
            ]
        )
        #expect(put.status == 200)
        let got = try await here.form(
            "monitoring",
            [
                "Action": "GetMetricStatistics", "Namespace": "Shop", "MetricName": "n",
                "Dimensions.member.1.Name": "x", "Dimensions.member.1.Value": "1",
                "StartTime": "2027-01-15T08:00:00Z", "EndTime": "2027-01-15T08:05:00Z", "Period": "300",
                "Statistics.member.1": "Sum", "ExtendedStatistics.member.1": "p90",
            ]
        )
        let result = got.root["GetMetricStatisticsResult"]
        let point = result?["Datapoints"]?["member"]
        #expect(result?.text(at: "Label") == "n" && point?.text(at: "Timestamp") == "2027-01-15T08:00:00Z")
        #expect(point?.text(at: "Sum") == "2.5")
        #expect(point?["ExtendedStatistics"]?["entry"]?.text(at: "key") == "p90")
        #expect(point?["ExtendedStatistics"]?["entry"]?.text(at: "value") == "2.5")
        let refused = try await here.form("monitoring", ["Action": "PutMetricData", "Namespace": "Shop"])
        #expect(refused.status == 400 && refused.root.text(at: "Error", "Code") == "MissingParameter")
    }

    @Test func `CBOR is understood, and answered`() async throws {
        func send(_ operation: String, _ body: [UInt8]) async throws -> (status: Int, value: JSONValue, WebHeaders) {
            let answer = try await here.raw(
                "monitoring",
                target: "/service/GraniteServiceVersion20100801/operation/\(operation)",
                headers: ["smithy-protocol": "rpc-v2-cbor", "Content-Type": "application/cbor"],
                body: body
            )
            return (answer.status, try CBORReader.value(of: answer.body), answer.headers)
        }
        let datum: JSONValue = ["MetricName": "n", "Value": 2, "Timestamp": 1_800_000_000]
        let data: JSONValue = ["Namespace": "Shop", "MetricData": [datum]]
        let put = try await send("PutMetricData", CBORWriter.bytes(of: data, times: ["Timestamp"]))
        #expect(put.status == 200 && put.2["smithy-protocol"] == "rpc-v2-cbor")
        let question: JSONValue = [
            "Namespace": "Shop", "MetricName": "n", "StartTime": 1_800_000_000, "EndTime": 1_800_000_060, "Period": 60,
            "Statistics": ["Sum"],
        ]
        let got = try await send(
            "GetMetricStatistics",
            CBORWriter.bytes(of: question, times: ["StartTime", "EndTime"])
        )
        #expect(got.value["Datapoints"]?[0]?["Sum"] == 2 && got.value["Datapoints"]?[0]?["Timestamp"] == 1_800_000_000)
        let refused = try await send("PutMetricData", CBORWriter.bytes(of: ["Namespace": "Shop"]))
        #expect(refused.status == 400 && refused.2["x-amzn-query-error"] == "MissingParameter;Sender")
        #expect(refused.value["__type"] == "com.amazonaws.cloudwatch#MissingRequiredParameterException")
        #expect(try await send("PutMetricData", [0x9F]).value["__type"]?.string?.hasSuffix("Exception") == true)
    }

    @Test func `what a caller may not do is refused`() async throws {
        let store = store
        let here = Neighbourhood(permissions: NothingAllowed()) { [Meters($0, store: store)] }
        let answer = try await here.json("monitoring", "GraniteServiceVersion20100801.ListMetrics", [:])
        #expect(answer.status == 403 && answer.value["message"]?.string?.contains("cloudwatch:ListMetrics") == true)
    }
}
