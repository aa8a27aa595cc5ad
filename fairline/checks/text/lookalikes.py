"""Letters that stand in for Latin ones: of other alphabets, and Latin ones in costume that NFKC leaves.

Ours, by the shapes: a letter stands here if a reader takes it for the Latin one in a usual font. Unicode's
own list (UTS 39) is wider; much of it no phone shows, and a wider list takes real words for hidden ones. The
Turkish dotless i is left out: it is a letter of real words.
"""

_CYRILLIC = {
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s",
    "һ": "h", "ԁ": "d", "ԛ": "q", "ԝ": "w", "ѵ": "v", "ӏ": "l", "А": "A", "В": "B", "Е": "E", "К": "K",
    "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T", "Х": "X", "І": "I", "Ј": "J", "Ѕ": "S",
    "Ԍ": "G", "Ԛ": "Q", "Ԝ": "W", "Ӏ": "I",
}  # fmt: skip
_GREEK = {
    "ο": "o", "ν": "v", "ϲ": "c", "ϳ": "j", "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I",
    "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P", "Τ": "T", "Υ": "Y", "Χ": "X",
}  # fmt: skip
SAME = _CYRILLIC | _GREEK
"""Letters of other alphabets that look the same. A whole word of them may be undone, too."""

_NEARLY = {
    "ё": "e", "ї": "i", "ү": "y", "ґ": "r", "к": "k", "м": "m", "т": "t", "н": "h", "в": "b", "г": "r",
    "п": "n", "ѡ": "w", "ь": "b", "Ү": "Y", "У": "Y", "Ѵ": "V", "Ё": "E", "Ї": "I", "α": "a", "ρ": "p",
    "ι": "i", "κ": "k", "υ": "u", "χ": "x", "τ": "t", "η": "n", "ε": "e", "γ": "y", "ω": "w", "ά": "a",
    "έ": "e", "ί": "i", "ό": "o", "ύ": "u", "օ": "o", "ս": "u", "ո": "n", "հ": "h", "ց": "g", "ք": "p",
    "յ": "j", "Տ": "S", "Օ": "O", "Լ": "L", "Ꭰ": "D", "Ꭱ": "R", "Ꭲ": "T", "Ꭺ": "A", "Ꭻ": "J", "Ꭼ": "E",
    "Ꮃ": "W", "Ꮇ": "M", "Ꮋ": "H", "Ꮐ": "G", "Ꮓ": "Z", "Ꮢ": "R", "Ꮤ": "W", "Ꮥ": "S", "Ꮩ": "V", "Ꮪ": "S",
    "Ꮮ": "L", "Ꮯ": "C", "Ꮲ": "P", "Ꮶ": "K", "Ᏼ": "B", "ɑ": "a", "ɡ": "g", "ꞁ": "l",
}  # fmt: skip
FOREIGN = SAME | _NEARLY
"""Letters that look the same or nearly so. Undone only within a word that has Latin letters as well."""

_NEGATIVE_FIRST = (0x1F150, 0x1F170)  # Unicode's negative circled and negative squared letters
COSTUME = {
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
    **{chr(first + letter): chr(ord("A") + letter) for first in _NEGATIVE_FIRST for letter in range(26)},
}
"""Latin letters in a costume that NFKC does not take off: small capitals, and white in a black square."""

LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
"""Digits and signs for letters, as the commonest reading has them."""
