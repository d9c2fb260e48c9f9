import Glibc
import SystemCalls

/// One event of inotify(7).
struct FolderEvent {
    let watch: Int32
    let mask: UInt32
    /// What it happened to within the folder; empty where it is the folder itself.
    let name: String

    func has(_ flag: Int32) -> Bool { mask & UInt32(bitPattern: flag) != 0 }

    var isOfFolder: Bool { has(Int32(IN_ISDIR)) }

    /// All that wait in the kernel's queue; reading does not wait.
    static func read(from descriptor: Int32) -> Result<[FolderEvent], SystemError> {
        var events: [FolderEvent] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            switch uninterrupted({ Glibc.read(descriptor, &buffer, buffer.count) }) {
            case .success(let count): events += buffer[..<count].withUnsafeBytes(all)
            case .failure(let error) where error.isWouldBlock: return .success(events)
            case .failure(let error): return .failure(error)
            }
        }
    }

    /// A watch, a mask, a cookie and a length, four bytes each, and a name that zeros fill up to the length.
    private static func all(in bytes: UnsafeRawBufferPointer) -> [FolderEvent] {
        var events: [FolderEvent] = []
        var rest = bytes[...]
        while rest.count >= 16 {
            let head = UnsafeRawBufferPointer(rebasing: rest)
            let length = Int(head.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
            let name = head.dropFirst(16).prefix(length).prefix { $0 != 0 }
            events.append(
                FolderEvent(
                    watch: head.loadUnaligned(as: Int32.self),
                    mask: head.loadUnaligned(fromByteOffset: 4, as: UInt32.self),
                    name: String(decoding: name, as: UTF8.self)
                )
            )
            rest = rest.dropFirst(16 + length)
        }
        return events
    }
}
