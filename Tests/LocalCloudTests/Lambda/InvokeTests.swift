import Encoding
import HTTP
import Hosting
import JSON
import TestKit
import Testing
import Time

@testable import LocalCloud

/// Invoke, as callers see it.
struct InvokeTests {
    private static let name = FunctionConfiguration(name: "orders")

    @Test(arguments: [
        "orders", "orders:live", "function:orders", "000000000000:function:orders",
        "arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Aorders",
        "arn:aws:lambda:us-east-1:000000000000:function:orders:live", "orders?Qualifier=live",
        "orders?Qualifier=$LATEST",
    ])
    func `a function is found by each of its names`(name: String) async throws {
        var configuration = Self.name
        configuration.aliases = ["live"]
        let shop = try Workshop([configuration], handler: .echo())
        let parts = name.split(separator: "?")
        let query = parts.count > 1 ? "?\(parts[1])" : ""
        let answer = try await shop.call(
            "POST",
            "/2015-03-31/functions/\(parts[0])/invocations\(query)",
            body: #"{"n":1}"#
        )
        #expect(answer.status == 200)
        #expect(answer.text == #"{"n":1}"#)
        #expect(answer.headers["X-Amz-Executed-Version"] == "$LATEST")
        #expect(answer.headers["X-Amz-Function-Error"] == nil)
    }

    @Test(arguments: ["nobody", "orders:7", "orders:other"])
    func `a function that is not there is not found`(name: String) async throws {
        let shop = try Workshop([Self.name], handler: .echo())
        let answer = try await shop.invoke(name)
        #expect(answer.status == 404)
        #expect(answer.headers["x-amzn-ErrorType"] == "ResourceNotFoundException")
        #expect(answer.json?["Message"]?.string?.hasPrefix("Function not found: arn:aws:lambda:us-east-1:") == true)
    }

    @Test func `a function's failure is an answer, and marked as one`() async throws {
        let shop = try Workshop([Self.name], handler: .failing())
        let answer = try await shop.invoke("orders")
        #expect(answer.status == 200)
        #expect(answer.headers["X-Amz-Function-Error"] == "Unhandled")
        #expect(answer.json?["errorType"] == "Function.NoLuck")
        #expect(answer.json?["errorMessage"] == "It did not work.")
        #expect(answer.json?["stackTrace"] == [])
    }

    @Test func `what is no JSON does not reach a function, and nothing is an empty object`() async throws {
        let echo = Scripted.echo()
        let shop = try Workshop([Self.name], handler: echo)
        let refused = try await shop.invoke("orders", "{]")
        #expect(refused.status == 400)
        #expect(refused.headers["x-amzn-ErrorType"] == "InvalidRequestContentException")
        #expect(try await shop.invoke("orders", "").text == "{}")
        #expect(echo.events.withLock { $0 } == ["{}"])
    }

    @Test func `six mebibytes pass, and a byte more does not`() async throws {
        let shop = try Workshop([Self.name], handler: .echo())
        let most = "\"" + String(repeating: "x", count: 6_291_454) + "\""
        #expect(try await shop.invoke("orders", most).body.count == 6_291_456)
        let answer = try await shop.invoke("orders", most + " ")
        #expect(answer.status == 413)
        #expect(answer.headers["x-amzn-ErrorType"] == "RequestEntityTooLargeException")
        let event = try await shop.invoke(
            "orders",
            "\"" + String(repeating: "x", count: 1_048_575) + "\"",
            headers: ["X-Amz-Invocation-Type": "Event"]
        )
        #expect(event.status == 413)
        #expect(event.json?["Message"]?.string?.contains("1048576 bytes") == true)
    }

    @Test(arguments: [false, true])
    func `an answer that is too long is an error of the function`(isStreamed: Bool) async throws {
        let handler = Scripted { _, _ throws(StepFailure) in
            guard isStreamed else { return .bytes([UInt8](repeating: 48, count: 6_291_557)) }
            return .stream(
                StreamedReply { writer throws(StepFailure) in
                    for _ in 0..<7 { try await writer.write([UInt8](repeating: 48, count: 1_000_000)) }
                }
            )
        }
        let answer = try await Workshop([Self.name], handler: handler).invoke("orders")
        #expect(answer.headers["X-Amz-Function-Error"] == "Unhandled")
        #expect(answer.json?["errorType"] == "Function.ResponseSizeTooLarge")
    }

    @Test func `a streamed answer comes whole`() async throws {
        let handler = Scripted { _, _ throws(StepFailure) in
            .stream(
                StreamedReply(contentType: "text/plain") { writer throws(StepFailure) in
                    for piece in ["one ", "two ", "three"] { try await writer.write(Array(piece.utf8)) }
                }
            )
        }
        let answer = try await Workshop([Self.name], handler: handler).invoke("orders")
        #expect(answer.text == "one two three")
        #expect(answer.headers["Content-Type"] == "text/plain")
    }

    @Test func `a dry run runs nothing`() async throws {
        let echo = Scripted.echo()
        let shop = try Workshop([Self.name], handler: echo)
        #expect(try await shop.invoke("orders", headers: ["X-Amz-Invocation-Type": "DryRun"]).status == 204)
        #expect(try await shop.invoke("orders", headers: ["X-Amz-Invocation-Type": "Perhaps"]).status == 400)
        #expect(echo.events.withLock { $0 }.isEmpty)
    }

    @Test func `the context reaches the function`() async throws {
        let handler = Scripted { _, context throws(StepFailure) in
            let note: JSONValue = if case .value(let value) = context.clientContext { value } else { .null }
            let seen: JSONValue = [
                "id": .string(context.requestID), "arn": .string(context.functionARN ?? ""),
                "trace": .string(context.traceID ?? ""), "note": note,
                "left": .integer(Int(context.remaining.components.seconds)),
            ]
            return .bytes(seen.bytes())
        }
        var configuration = Self.name
        configuration.timeout = .seconds(42)
        let shop = try Workshop([configuration], handler: handler)
        let answer = try await shop.invoke(
            "orders",
            headers: [
                "X-Amzn-Trace-Id": "Root=1-abc",
                "X-Amz-Client-Context": Base64.encode(Array(#"{"custom":{"a":1}}"#.utf8)),
            ]
        )
        #expect(answer.json?["id"]?.string == answer.headers["x-amzn-RequestId"])
        #expect(answer.json?["arn"] == "arn:aws:lambda:us-east-1:000000000000:function:orders")
        #expect(answer.json?["trace"] == "Root=1-abc")
        #expect(answer.json?["note"] == ["custom": ["a": 1]])
        #expect(answer.json?["left"] == 42)
    }

    @Test func `over its time a function is cancelled, and the next event finds a new one`() async throws {
        let builds = Shared(0)
        let handler = Scripted(build: { _ in builds.withLock { $0 += 1 } }) { event, context throws(StepFailure) in
            if event.bytes == Array("1".utf8) { return .bytes(event.bytes) }
            do {
                try await context.clock.sleep(for: .seconds(10))
            } catch {
                throw .retry(Fault(.unavailable, "cancelled", "cancelled"))
            }
            return .bytes([])
        }
        let shop = try Workshop([Self.name], handler: handler)
        async let answer = shop.invoke("orders", "0")
        await shop.clock.waitForSleepers(2)
        shop.clock.advance(by: .seconds(3))
        let body = try await answer.json
        #expect(body?["errorType"] == "Sandbox.Timedout")
        #expect(body?["errorMessage"]?.string?.hasSuffix("Error: Task timed out after 3.00 seconds") == true)
        #expect(shop.log(of: "orders").contains { $0.hasSuffix("Task timed out after 3.00 seconds") })
        #expect(shop.log(of: "orders").last?.hasSuffix("\tStatus: timeout") == true)
        for _ in 0..<3 { #expect(try await shop.invoke("orders", "1").text == "1") }
        #expect(builds.withLock { $0 } == 2)
    }

    @Test func `the lines of an event come between those that Lambda writes, and the last of them to the caller`()
        async throws
    {
        let handler = Scripted { event, context throws(StepFailure) in
            context.log.info("hello")
            return .bytes(event.bytes)
        }
        let shop = try Workshop([Self.name], handler: handler)
        let cold = try await shop.invoke("orders", headers: ["X-Amz-Log-Type": "Tail"])
        let id = try #require(cold.headers["x-amzn-RequestId"])
        let tail = String(decoding: try #require(Base64.decode(cold.headers["X-Amz-Log-Result"] ?? "")), as: UTF8.self)
        let lines = tail.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 5)
        #expect(lines[0] == "START RequestId: \(id) Version: $LATEST")
        #expect(lines[1].hasSuffix("INFO \(id) hello"))
        #expect(lines[2] == "END RequestId: \(id)")
        #expect(
            lines[3]
                == "REPORT RequestId: \(id)\tDuration: 0.00 ms\tBilled Duration: 0 ms\tMemory Size: 128 MB\t"
                + "Max Memory Used: - MB\tInit Duration: 0.00 ms\t"
        )
        _ = try await shop.invoke("orders")
        #expect(shop.log(of: "orders").last?.contains("Init Duration") == false)
    }

    @Test func `the tail is the last four kilobytes`() async throws {
        let handler = Scripted { event, context throws(StepFailure) in
            for number in 0..<2_000 { context.log.info("line \(number)") }
            return .bytes(event.bytes)
        }
        let answer = try await Workshop([Self.name], handler: handler)
            .invoke("orders", headers: ["X-Amz-Log-Type": "Tail"])
        let tail = try #require(Base64.decode(answer.headers["X-Amz-Log-Result"] ?? ""))
        #expect(tail.count == 4_096)
        #expect(String(decoding: tail, as: UTF8.self).contains("line 1999\n"))
    }

    @Test func `no more run at a time than are reserved, and one more is told so`() async throws {
        var configuration = Self.name
        configuration.reservedConcurrency = 2
        let handler = Scripted.sleeping(.seconds(1))
        let shop = try Workshop([configuration], handler: handler)
        async let first = shop.invoke("orders")
        async let second = shop.invoke("orders")
        await handler.begun.wait(for: 2)
        let refused = try await shop.invoke("orders")
        #expect(refused.status == 429)
        #expect(refused.headers["x-amzn-ErrorType"] == "TooManyRequestsException")
        #expect(refused.json?["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded")
        await shop.clock.waitForSleepers(4)
        shop.clock.advance(by: .seconds(1))
        #expect(try await [first.status, second.status] == [200, 200])
        async let third = shop.invoke("orders")
        await shop.clock.waitForSleepers(2)
        shop.clock.advance(by: .seconds(1))
        #expect(try await third.status == 200)
    }

    @Test func `a start that fails says why, and is tried anew with each event`() async throws {
        let handler = Scripted(build: { settings in _ = settings.required("TABLE") }) { _, _ throws(StepFailure) in
            .bytes([])
        }
        let shop = try Workshop([Self.name], handler: handler)
        for _ in 0..<2 {
            let answer = try await shop.invoke("orders")
            #expect(answer.headers["X-Amz-Function-Error"] == "Unhandled")
            #expect(answer.json?["errorMessage"]?.string?.contains("TABLE is not set") == true)
        }
        #expect(handler.events.withLock { $0 }.isEmpty)
    }

    @Test func `a role that may not invoke is refused`() async throws {
        let shop = try Workshop([Self.name], permissions: NothingAllowed(), handler: .echo())
        let answer = try await shop.invoke("orders")
        #expect(answer.status == 403)
        #expect(answer.json?["Message"]?.string?.contains("lambda:InvokeFunction") == true)
    }

    @Test func `functions are listed and described as they are configured`() async throws {
        var configuration = Self.name
        configuration.environment = ["B": "2", "A": "1"]
        configuration.reservedConcurrency = 3
        let shop = try Workshop([configuration, FunctionConfiguration(name: "audit")], handler: .echo())
        let list = try await shop.call("GET", "/2015-03-31/functions?MaxItems=1")
        #expect(list.json?["Functions"]?[0]?["FunctionName"] == "audit")
        #expect(list.json?["NextMarker"] == "audit")
        let rest = try await shop.call("GET", "/2015-03-31/functions?Marker=audit")
        #expect(rest.json?["Functions"]?[0]?["FunctionName"] == "orders")
        #expect(rest.json?["NextMarker"] == nil)
        let one = try await shop.call("GET", "/2015-03-31/functions/orders")
        #expect(one.json?["Configuration"]?["Environment"] == ["Variables": ["A": "1", "B": "2"]])
        #expect(one.json?["Configuration"]?["Timeout"] == 3)
        #expect(one.json?["Concurrency"] == ["ReservedConcurrentExecutions": 3])
        let configured = try await shop.call("GET", "/2015-03-31/functions/orders/configuration")
        #expect(configured.json == one.json?["Configuration"])
    }

    @Test(arguments: [
        ("POST", "/2015-03-31/functions"), ("PUT", "/2015-03-31/functions/orders/code"),
        ("DELETE", "/2015-03-31/functions/orders"), ("POST", "/2015-03-31/event-source-mappings"),
        ("GET", "/2015-03-31/functions/orders/policy"),
    ])
    func `what the template decides no call does`(method: String, target: String) async throws {
        let answer = try await Workshop([Self.name], handler: .echo()).call(method, target)
        #expect(answer.status == 501)
        #expect(answer.headers["x-amzn-ErrorType"] == "NotImplemented")
    }
}
