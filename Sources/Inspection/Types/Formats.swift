/// Who tells of which kind of content.
enum Formats {
    static let all: [String: any Format] = {
        var table: [String: any Format] = [:]
        for (format, mediaTypes) in formats {
            for mediaType in mediaTypes { table[mediaType] = format }
        }
        return table
    }()

    private static let formats: [(any Format, [String])] = [
        (PDFDocument(), ["application/pdf"]),
        (OLEDocument(), [MediaType.ole]),
        (ZIPArchive(), [MediaType.zip]),
        (TarArchive(), ["application/x-tar"]),
        (GzipFile(), ["application/gzip"]),
        (RARArchive(), ["application/vnd.rar"]),
        (JPEGImage(), ["image/jpeg"]),
        (PNGImage(), ["image/png"]),
        (GIFImage(), ["image/gif"]),
        (WebPImage(), ["image/webp"]),
        (TIFFImage(), ["image/tiff"]),
        (BMPImage(), ["image/bmp"]),
        (MP3Audio(), ["audio/mpeg"]),
        (MP4Media(), ["video/mp4", "audio/mp4", "video/quicktime", "video/3gpp"]),
        (RIFFMedia(), ["audio/wav", "video/x-msvideo"]),
        (FLACAudio(), ["audio/flac"]),
        (ELFProgram(), ["application/x-elf"]),
        (PEProgram(), [MediaType.portableExecutable]),
        (MailMessage(), ["message/rfc822"]),
        (XMLText(), ["application/xml", "image/svg+xml", "application/xhtml+xml", "application/rss+xml"]),
        (HTMLText(), ["text/html"]),
        (JSONText(), ["application/json"]),
        (CSVText(), ["text/csv", "text/tab-separated-values"]),
        (
            PlainText(),
            [
                MediaType.text, "application/x-ndjson", "text/x-shellscript", "text/x-python", "text/x-perl",
                "text/x-ruby", "text/x-php", "text/javascript", "text/x-script", "text/calendar", "text/vcard",
                "application/x-pem-file", "application/mbox",
            ]
        ),
        (UnknownContent(), [MediaType.unknown]),
    ]
}
