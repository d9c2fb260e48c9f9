import CLinux
import Glibc

extension CompanionProgram {
    /// What a program is started with.
    package struct Launch: Sendable {
        /// The first names the program, by its path.
        package let arguments: [String]
        package let environment: [String: String]
        /// Where it starts; nil for our own folder.
        package let folder: String?
        /// The most private memory that it may map, written to or not; nil for no limit.
        package let memoryLimit: Int?

        package init(
            _ arguments: [String],
            environment: [String: String],
            folder: String? = nil,
            memoryLimit: Int? = nil
        ) {
            self.arguments = arguments
            self.environment = environment
            self.folder = folder
            self.memoryLimit = memoryLimit
        }
    }
}

extension CompanionProgram.Launch {
    /// The process's number, or the negative number of the error.
    func start(output: Int32) -> Int32 {
        let texts = arguments + environment.map { "\($0.key)=\($0.value)" } + [folder ?? ""]
        guard !arguments.isEmpty, texts.allSatisfy({ !$0.utf8.contains(0) }) else { return -EINVAL }
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        let place = folder.map { strdup($0) } ?? nil
        defer { for pointer in words + variables + [place] { free(pointer) } }
        return words.withUnsafeMutableBufferPointer { words in
            variables.withUnsafeMutableBufferPointer { variables in
                var companion = assay_companion(
                    path: words[0],
                    arguments: words.baseAddress,
                    environment: variables.baseAddress,
                    folder: place,
                    output: output,
                    memory: UInt64(memoryLimit ?? 0)
                )
                return assay_start_companion(&companion)
            }
        }
    }
}
