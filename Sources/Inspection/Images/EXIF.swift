import Ports

/// What a camera writes into its pictures.
enum EXIF {
    /// `start` is where the block's header of eight bytes lies in the file.
    static func inspect(_ file: FileReader, at start: Int64, _ facts: inout Facts) async throws(PortError) {
        guard let header = (try await file.bytes(at: start, count: 8)).flatMap(TIFFDirectory.header),
            let first = try await TIFFDirectory(file, start: start, at: header.first, header.order)
        else { return }
        try await add(first, file, start: start, &facts)
    }

    /// Of a directory that is already read: a TIFF file's own is one of these.
    static func add(
        _ first: TIFFDirectory,
        _ file: FileReader,
        start: Int64,
        _ facts: inout Facts
    ) async throws(PortError) {
        facts.add("camera_make", first.text(0x10f))
        facts.add("camera_model", first.text(0x110))
        facts.add("orientation", first.int(0x112).flatMap { (1...8).contains($0) ? $0 : nil })
        facts.add("software", first.text(0x131))
        facts.add("author", first.text(0x13b))
        facts.add("description", first.text(0x10e))
        facts.add("copyright", first.text(0x8298))
        facts.addPhotoDate("modified", first.text(0x132))
        if let place = first.int(0x8769),
            let photo = try await TIFFDirectory(file, start: start, at: place, first.order)
        {
            addExposure(photo, &facts)
        }
        if let place = first.int(0x8825),
            let position = try await TIFFDirectory(file, start: start, at: place, first.order)
        {
            addPosition(position, &facts)
        }
    }

    private static func addExposure(_ photo: TIFFDirectory, _ facts: inout Facts) {
        facts.addPhotoDate("taken", photo.text(0x9003) ?? photo.text(0x9004))
        facts.add("exposure", photo.ratio(0x829a).flatMap(exposure))
        facts.add("f_number", photo.ratio(0x829d))
        facts.add("iso", photo.int(0x8827))
        facts.add("focal_length_mm", photo.ratio(0x920a))
        facts.add("flash", photo.int(0x9209).map { $0 & 1 == 1 })
        facts.add("lens", photo.text(0xa434))
    }

    /// As photographers write it: `1/250`, or seconds.
    private static func exposure(_ seconds: Double) -> String? {
        guard seconds > 0.00001, seconds < 100_000 else { return nil }
        return seconds < 0.5 ? "1/\(Int((1 / seconds).rounded()))" : "\((seconds * 10).rounded() / 10)"
    }

    private static func addPosition(_ position: TIFFDirectory, _ facts: inout Facts) {
        func degrees(_ tag: Int, _ reference: Int, negative: String) -> Double? {
            guard let whole = position.ratio(tag), whole <= 180 else { return nil }
            let value = whole + (position.ratio(tag, 1) ?? 0) / 60 + (position.ratio(tag, 2) ?? 0) / 3600
            return position.text(reference) == negative ? -value : value
        }
        guard let latitude = degrees(2, 1, negative: "S"), let longitude = degrees(4, 3, negative: "W"),
            abs(latitude) <= 90, abs(longitude) <= 180
        else { return }
        facts.addPlace("gps_latitude", latitude)
        facts.addPlace("gps_longitude", longitude)
        facts.add("gps_altitude_m", position.ratio(6).map { position.int(5) == 1 ? -$0 : $0 })
    }
}

extension Facts {
    /// `2024:05:06 07:08:09`, in the time of wherever the camera was.
    fileprivate mutating func addPhotoDate(_ key: String, _ text: String?) {
        guard let text else { return }
        add(key, LocalDate(text.split { $0 == ":" || $0 == " " }.compactMap { Int($0) })?.text)
    }
}
