"""Texts that some program takes for something else: a formula, a link, markup, an escape, a command, an end."""

from __future__ import annotations

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "{=A1}", "=cmd|' /C calc'!A0", "\t=1+2", "\r=1+3", '=HYPERLINK("http://x.y")',
    "'=1+1", " =1+4", '=WEBSERVICE("http://x.y")', "#N/A", "#REF!", "TRUE", "007", "1e5", "2022-01-02", "8 %",
)  # fmt: skip
LINKS = (
    "http://example.org", "https://example.org/?a=1&b=2#c", "ftp://x.y/z", "mailto:a@x.y", "javascript:alert(1)",
    "file:///etc/passwd", r"\\host\share\x.xlsm", "internal:'Rates'!A1", "external:other.xlsx#A1",
)  # fmt: skip
MARKUP = (
    "<b>&amp;</b>", "]]>", "<![CDATA[x]]>", "<!-- x -->", "<?xml version='1.0'?>", "&#0;&lt;", "<r><t>x</t></r>",
    "<r>&</si><si></r>", "</t></is></c><c><f>1</f></c>", "[bold]x[/bold]", "[link=http://x.y]x[/link]",
)  # fmt: skip
ESCAPES = (
    "_x000D_", "_x0041_", "a\x01b", "a\x1b[31mb", "a\x7fb", "a\x9bb", "a\ufffeb", "%s%n{0}", "$(id)",
    "`id`", "; rm -rf /", "\\n", '&R&P&"Arial"',
)  # fmt: skip
SCRIPTS = (
    "وزارة الاتصالات", "a\u202egpj.exe", "\u200fעברית", "日内瓦", "🙂👩‍👩‍👧", "e\u0301tude", "\u00a0\u2003x",
    "a\u2028b", "İi", "ß",
)  # fmt: skip
NAMES = (
    "'", "''", "it's", "!A1", "[1]x", "x]", "A1", "R1C1", "$A$1:$B$2", "out_2022_headline", "Rates!A1", '"', '","',
)  # fmt: skip
LONG = ("x" * 300, "y\n" * 200, "🙂" * 200, "z" * 32_767)

ALL = (*FORMULAS, *LINKS, *MARKUP, *ESCAPES, *SCRIPTS, *NAMES, *LONG)
