"""Two hundred texts as nobody expects them."""

_ORDER_IDS = ("AB-4521", "#99817", "ORD_2026/77", "4-5-6", "X9Y8Z7", "IN-2026-000451", "A1", "№ 5")
_WRITTEN = (
    "", " ", "\n", "\t \n\r\n ", "\u200b", "\u200d\u200c", "\ufeff", "\u00a0", "\u202e", "\u2066x\u2069",
    "😀", "😀😀😀", "👍🏽 ok", "👨‍👩‍👧‍👦", "🇮🇳 India", "❤️", "Good 😀. Bad 😡.", "…", "...", "?!?!", "।", "। । ।", "—", "\"", "''", "()",
    "12", "1,23,456.78", "१२३", "12 345", "-5", "1e9", "½", "٣٤", "10:30", "12/05/2026", "20%", "₹500", "$", "Rs.", "0", "007",
    "a", "A.", "I", "अ", "क्", "ा", "é", "e\u0301", "Z\u0334\u0335a\u0336l\u0337g\u0338o", "\u0301", "ﬁ", "ＡＢＣ", "ǅ",
    "Hello", "hello.world", "HELLO WORLD", "where is my order", "Where is my order?", "ok. thanks. bye", "e.g. this", "U.S.A. is big.",
    "मेरा ऑर्डर कहाँ है", "मेरा order AB-1 कहाँ है?", "मेरा ऑर्डर\u200d कहाँ है।", "हाँ", "जी।जी।जी।", "डॉ. राव", "नमस्ते! Hello! 你好!",
    "أين طلبي رقم 12؟", "میرا آرڈر AB-1 کہاں ہے؟", "\u202bשלום 12\u202c", "שלום", "你好。再见。", "こんにちは", "สวัสดี", "Привет, мир 5!",
    "ᏣᎳᎩ", "𓀀𓀁", "𝐁𝐨𝐥𝐝 𝟏𝟐", "\x00", "a\x00b", "\x1b[31mred", "a\rb", "a\u2028b\u2029c", "a\x0bb\x0cc", "tab\tseparated\tvalues 1\t2",
    "<b>bold</b>", "<b>", "</b>", "< b >", "<a href='https://x.in/?a=1&b=2'>link 5</a>", "a < b and c > d", "<<<>>>", "<!-- 5 -->", "&amp; &#39; &lt;",
    "{name} owes {amount}", "{{ user.name }}", "%s of %d", "%(n)s", "${HOME}", "{", "}{", "[link](http://a.b/c)", "**bold** _it_", "# Head\n- one\n- two 2",
    "<ID1>", "<ID1> <ID2> 5", "<id 1>", "&lt;ID1&gt;", "ID1", "{amount}", "{order} is {order}", "\\n", "\\", "C:\\dir\\1", "';DROP TABLE x;--", "../../etc",
    "a@b.co", "a@b", "@me", "mail a.b+c@d-e.co.in now", "https://a.b/c?d=e#f", "www.x.in.", "http://", "ftp://a.b/c", "https://例え.jp/1", "call +91 98765 43210 now",
    "98765 43210", "1-800-555-0199", "Order: 1, 2, 3.", "1. one\n2. two\n3. three", "5 5 5 5", "5.5.5.5", "1.2.3-beta4", "v2", "2nd", "10am", "5G", "COVID-19", "B2B",
    "100 % sure", "3 x 4 = 12", "(12)", "12)", "\"12\"", "x12", "12x", "1/2", "1-2", "−5", "+5", "5+", "#", "##", "#1", "No. 5", "Nos. 5 and 6", "p. 12",
    "ok 👌 5", "5️⃣", "①", "Ⅷ", "٪5", "१०:३०", "₹१,२३४", "ORDER-12-ORDER-12", "ab12cd34", "e = mc2", "H2O", "2×2", "¿Qué? ¡5!", "10–12", "x_1", "__5__",
    "Mr. and Mrs. Rao live at 12 B, 5th Cross.", "He said: \"Go!\" (twice). Then 3 left.", "Wait... what? 5!", "Hi.Hello.Bye", "end.\n", "\nstart", "a\n\n\nb", "a  b   c",
)  # fmt: skip
_LONG = (
    "word " * 1000, "a" * 5000, "9" * 5000, "1 " * 2500, "1. " * 1666, "।" * 5000, "😀" * 2500, "<b>" * 1666, "a@b.co " * 714, "₹1," * 1666,
    "मेरा ऑर्डर कहाँ है? " * 250, "Order AB-12 costs ₹500. " * 208, "\n" * 5000, "&" * 5000, "{" * 5000, "<" * 5000, "a." * 2500, "é" * 5000,
)  # fmt: skip
ODD_TEXTS: tuple[str, ...] = (
    *_WRITTEN,
    *(text[:5000] for text in _LONG),
    *(f"Order {each}, please: ₹{at}50." for at, each in enumerate(_ORDER_IDS)),
)
