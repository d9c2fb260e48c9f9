import Inspection
import JSON
import Testing

@Suite struct MediaTypeTests {
    private static func bytes(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value & 0xff) } }

    @Test(arguments: [
        ("%PDF-1.4", "application/pdf"), ("junk before\n%PDF-1.4", "application/pdf"), ("{\\rtf1", "application/rtf"),
        ("7z\u{bc}\u{af}\u{27}\u{1c}", "application/x-7z-compressed"), ("Rar!\u{1a}\u{7}\u{0}", "application/vnd.rar"),
        ("\u{fd}7zXZ\u{0}", "application/x-xz"), ("BZh91AY", "application/x-bzip2"),
        ("\u{28}\u{b5}\u{2f}\u{fd}", "application/zstd"), ("SQLite format 3\u{0}", "application/vnd.sqlite3"),
        ("\u{cf}\u{fa}\u{ed}\u{fe}", "application/x-mach-binary"),
        ("\u{ca}\u{fe}\u{ba}\u{be}\u{0}\u{0}\u{0}\u{2}", "application/x-mach-binary"),
        ("\u{ca}\u{fe}\u{ba}\u{be}\u{0}\u{0}\u{0}\u{3d}", "application/java-vm"),
        ("\u{0}asm\u{1}\u{0}\u{0}\u{0}", "application/wasm"), ("8BPS\u{0}\u{1}", "image/vnd.adobe.photoshop"),
        ("OggS" + String(repeating: "\u{0}", count: 24) + "OpusHead", "audio/ogg"),
        ("\u{1a}\u{45}\u{df}\u{a3}\u{a3}\u{42}\u{82}\u{84}webm", "video/webm"),
        ("\u{1a}\u{45}\u{df}\u{a3}\u{a3}\u{42}\u{82}\u{88}matroska", "video/x-matroska"),
        ("RIFF\u{0}\u{0}\u{0}\u{0}AVI LIST", "video/x-msvideo"),
        ("\u{0}\u{0}\u{0}\u{18}ftypheic", "image/heic"), ("\u{0}\u{0}\u{0}\u{18}ftypavif", "image/avif"),
        ("\u{0}\u{0}\u{0}\u{18}ftypqt  ", "video/quicktime"), ("\u{0}\u{0}\u{0}\u{18}ftypM4A ", "audio/mp4"),
        ("wOF2", "font/woff2"), ("\u{0}\u{1}\u{0}\u{0}\u{0}\u{c}", "font/ttf"), ("OTTO\u{0}", "font/otf"),
        ("MZ not for Windows", "application/vnd.microsoft.portable-executable"),
        ("!<arch>\ndebian-binary   ", "application/vnd.debian.binary-package"),
        ("\u{4c}\u{0}\u{0}\u{0}\u{1}\u{14}\u{2}\u{0}", "application/x-ms-shortcut"),
        ("just words", "text/plain"), ("a,b,c\n1,2,3\n", "text/csv"),
        ("a\tb\tc\n1\t2\t3\n", "text/tab-separated-values"),
        ("Well, yes.\nNo, not at all.\n", "text/plain"), ("[1, 2]", "application/json"), ("{}", "application/json"),
        ("{\"a\":1}\n{\"a\":2}\n", "application/x-ndjson"), ("[draft] a text", "text/plain"),
        ("{curly} text", "text/plain"), ("<?php echo 1;", "text/x-php"), ("#!/bin/sh\necho", "text/x-shellscript"),
        ("#!/usr/bin/env python3\n", "text/x-python"), ("#!/usr/bin/node\n", "text/javascript"),
        ("  <!DocType HTML>", "text/html"), ("<html><p>", "text/html"), ("<note><b>c</b></note>", "application/xml"),
        ("<a><b>c</b></a>", "text/html"),
        ("< less than", "text/plain"), ("<?xml version=\"1.0\"?><x/>", "application/xml"),
        ("<svg xmlns=\"x\">", "image/svg+xml"), ("BEGIN:VCARD\n", "text/vcard"), ("BEGIN:VCALENDAR\n", "text/calendar"),
        ("-----BEGIN CERTIFICATE-----\n", "application/x-pem-file"),
        ("Received: from a\n by b\nFrom: a@b\n\nHi", "message/rfc822"),
        ("From: a\nTo: b\nSubject: c\n\n", "message/rfc822"), ("Note: this\nthat: it\n", "text/plain"),
        ("\u{0}\u{1}\u{2}\u{3}\u{4}", "application/octet-stream"), ("caf\u{e9} au lait", "text/plain"),
        ("\u{ff}\u{fe}a\u{0}b\u{0}", "text/plain"),
    ])
    func `a kind is known by its first bytes`(head: String, mediaType: String) async throws {
        #expect(try await inspect(Self.bytes(head)).mediaType == mediaType)
    }

    @Test func `a disk image is known by its last bytes`() async throws {
        let end = Array("koly".utf8) + [UInt8](repeating: 0, count: 508)
        let window = MemoryWindow(size: 1_000_000, [(0, [1, 2, 3]), (1_000_000 - 512, end)])
        #expect(try await inspect(window, name: "a.dmg").mediaType == "application/x-apple-diskimage")
        #expect(window.reads.count == 2)
    }

    @Test(arguments: [
        ("a.pdf", "%PDF-1.4", false), ("a.exe", "%PDF-1.4", true), ("a.pdf", "MZ", true), ("a.PDF", "MZ", true),
        ("a.dll", "MZ", false), ("a.txt", "{}", false), ("a.json", "{}", false), ("a.json", "no json", false),
        ("a.csv", "words", false), ("a.txt", "#!/bin/sh\n", false), ("a.jpg", "<html>", true), ("a.md", "# Hi", false),
        ("a.pdf", "plain words", true), ("a.docx", "PK\u{3}\u{4}", true), ("a.zip", "PK\u{3}\u{4}", false),
        ("a.kmz", "PK\u{3}\u{4}", false), ("a.pdf", "\u{0}\u{1}", true), ("a.parquet", "\u{0}\u{1}", true),
        ("a.jxl", "\u{0}\u{1}", true), ("a.cbz", "\u{0}\u{1}", false),
        ("a.m4a", "\u{0}\u{0}\u{0}\u{18}ftypmp42", false),
        ("a.mov", "\u{0}\u{0}\u{0}\u{18}ftypmp42", false), ("a.xyz", "MZ", false), ("noending", "MZ", false),
        ("a.", "MZ", false), ("a.doc", "{\\rtf1", true), ("a.png", "GIF89a", true), ("a.xml", "<svg xmlns='x'>", false),
    ])
    func `a name that promises something else is noted`(name: String, head: String, isMismatch: Bool) async throws {
        let findings = try await inspect(Self.bytes(head), name: name)
        #expect(findings.pairs["mismatch"]?.bool ?? false == isMismatch, "\(findings.pairs)")
    }

    @Test(arguments: [
        ("locked.docx", "locked.docx", false), ("locked.docx", "locked.pdf", true),
        ("report.docx", "report.zip", false),
        ("report.docx", "report.docm", true), ("letter.doc", "letter.xls", true), ("tool.jar", "tool.zip", false),
        ("files.zip", "files.docx", true), ("letter.doc", "letter.doc", false), ("files.tar.gz", "files.tgz", false),
    ])
    func `what is inside settles what a name may be`(sampled: String, name: String, isMismatch: Bool) async throws {
        let findings = try await inspect(try sample(sampled), name: name)
        #expect(findings.pairs["mismatch"]?.bool ?? false == isMismatch)
    }

    @Test func `the pairs of a name can be found anew`() async throws {
        let findings = try await inspect(Self.bytes("MZ"), name: "a.pdf")
        let check = NameCheck("a.pdf", mediaType: findings.mediaType)
        #expect(check.pairs.map(\.0) == NameCheck.keys)
        for (key, value) in check.pairs { #expect(findings.pairs[key] == value) }
    }
}
