import EngineWiring
import Hosting
import LambdaHost
import Scan
import Wiring

@main enum Main {
    static func main() async {
        await Lambda.serve("scan") { settings in
            try onAWS(&settings) { supply in
                let scan = try Scan(&supply, supply.scanner())
                return ScheduledFront(
                    QueueFront(batch: scan, function: "scan", control: try supply.queueControl()),
                    schedule: DirectFront(scan.check)
                )
            }
        }
    }
}
