import Ports
import Time

struct PEProgram: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        guard let image = PEImage(file.head) else { return }
        let isDriver = image.subsystem == 1
        let isLibrary = image.traits & 0x2000 != 0
        facts.add("program_kind", isDriver ? "driver" : isLibrary ? "library" : "executable")
        facts.add("architecture", PEProgram.machines[image.machine] ?? "0x" + String(image.machine, radix: 16))
        facts.add("bits", image.is64 ? 64 : 32)
        facts.add("subsystem", PEProgram.subsystems[image.subsystem])
        // What is built to be reproducible has a hash here: years to come are none.
        if image.built > 0, image.built < 0x8000_0000 {
            facts.add("compiled", Instant(secondsSinceEpoch: Int64(image.built)))
        }
        try await addVersion(image, file, &facts)
        facts.add("dotnet", image.directory(.dotNet) != nil)
        facts.add("signed", image.directory(.signature) != nil)
        facts.add("aslr", image.guards & 0x40 != 0)
        facts.add("nx", image.guards & 0x100 != 0)
        facts.add("section_names", image.sections.map(\.name))
        facts.add("packer", PEProgram.packer(image.sections.map(\.name)))
        // Signatures lie behind everything else, too, and are no secret freight.
        let signature = image.directory(.signature)?.size ?? 0
        let overlay = file.size - image.end - Int64(signature)
        if image.end > 0, overlay > 0 { facts.add("overlay_size", Int(overlay)) }
        try await addImports(image, file, &facts)
    }

    private func addImports(_ image: PEImage, _ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        guard let directory = image.directory(.imports), let start = image.offset(of: directory.address) else { return }
        let table = try await file.bytes(at: start, upTo: 20 * InspectionLimits.list)
        var libraries: [String] = []
        for record in stride(from: 0, to: table.count - 19, by: 20) {
            guard let name = table.u32(record + 12, .little), name > 0, let place = image.offset(of: name) else {
                break
            }
            let text = try await file.bytes(at: place, upTo: 64)
            libraries.append(TextDecoding.guess(TextDecoding.terminated(text)))
        }
        facts.add("libraries", libraries)
    }

    /// What Explorer shows: a tree of three levels leads to it.
    private func addVersion(_ image: PEImage, _ file: FileReader, _ facts: inout Facts) async throws(PortError) {
        guard let directory = image.directory(.resources), let base = image.offset(of: directory.address) else {
            return
        }
        var place = 0
        for level in 0..<3 {
            let node = try await file.bytes(at: base + Int64(place), upTo: 4096)
            guard let named = node.u16(12, .little), let numbered = node.u16(14, .little) else { return }
            let entries = (0..<min(named + numbered, 500)).lazy.map { 16 + $0 * 8 }
            // The kind is 16; of names and languages the first will do.
            guard let entry = entries.first(where: { level > 0 || node.u32($0, .little) == 16 }),
                let next = node.u32(entry + 4, .little)
            else { return }
            place = next & 0x7fff_ffff
        }
        guard let leaf = try await file.bytes(at: base + Int64(place), count: 8), let address = leaf.u32(0, .little),
            let size = leaf.u32(4, .little), let start = image.offset(of: address)
        else { return }
        let version = TextDecoding.utf16(try await file.bytes(at: start, upTo: min(size, 8192)), .little)
        let words = version.split { $0 < " " }.map(String.init)
        for (key, name) in PEProgram.keys {
            // A word of binary lengths stands before the name: it may be a letter.
            guard let index = words.firstIndex(where: { $0.hasSuffix(name) }), index + 1 < words.count else { continue }
            facts.add(key, words[index + 1])
        }
    }

    private static func packer(_ names: [String]) -> String? {
        packers.first { packer in names.contains { $0.hasPrefix(packer.0) } }?.1
    }

    private static let packers = [
        ("UPX", "UPX"), (".aspack", "ASPack"), (".adata", "ASPack"), (".MPRESS", "MPRESS"), (".themida", "Themida"),
        (".vmp", "VMProtect"), (".petite", "Petite"), (".nsp", "NsPack"), ("PEC", "PECompact"),
    ]

    private static let keys = [
        ("company", "CompanyName"), ("description", "FileDescription"), ("version", "FileVersion"),
        ("product", "ProductName"), ("original_name", "OriginalFilename"), ("copyright", "LegalCopyright"),
    ]

    private static let machines = [
        0x14c: "x86", 0x8664: "x86_64", 0x1c0: "arm", 0x1c4: "arm", 0xaa64: "arm64", 0x200: "ia64",
    ]

    private static let subsystems = [
        1: "native", 2: "windows", 3: "console", 9: "windows-ce", 10: "efi-application", 11: "efi-boot-driver",
        12: "efi-driver",
    ]
}
