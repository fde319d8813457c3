"""Korean particles and mathematical notation for generated questions.

A particle depends on how the word before it is *read*: ``$3$을`` but ``$2$를``, 5 kg을 but 5 cm를.
Templates write ``@을``, ``@은``, ``@이``, ``@과`` or ``@로`` after any word, and `settle` puts the
right form there. The copula needs no mark: textbooks write ``$2$이다`` always.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

Number = int | Fraction

_FORMS = {
    "을": ("을", "를"),
    "은": ("은", "는"),
    "이": ("이", "가"),
    "과": ("과", "와"),
    "로": ("으로", "로"),
}
_PARTICLE = re.compile(r"@([을은이과로])")

# The final consonant of each name as it is read aloud; "" where it ends in a vowel.
_DIGITS = dict(zip("0123456789", ("ㅇ", "ㄹ", "", "ㅁ", "", "", "ㄱ", "ㄹ", "ㄹ", ""), strict=True))
_LETTERS = {"L": "ㄹ", "M": "ㅁ", "N": "ㄴ", "R": "ㄹ", "l": "ㄹ", "m": "ㅁ", "n": "ㄴ", "r": "ㄹ"}
_UNITS = {
    "kg": "ㅁ",
    "g": "ㅁ",
    "mg": "ㅁ",
    "N": "ㄴ",
    "J": "ㄹ",
    "kJ": "ㄹ",
    "mol": "ㄹ",
    "Ω": "ㅁ",
    "cm": "",
    "m": "",
    "km": "",
    "s": "",
    "V": "",
    "A": "",
    "W": "",
    "L": "",
    "mL": "",
    "Hz": "",
    "m/s": "",
    "km/h": "",
    "m/s^2": "ㅂ",
    "cm^2": "",
    "cm^3": "",
    "m^2": "",
    "M": "",
    "%": "",
    "N·s": "",
    "ms": "",
    "mV": "",
    "K": "",
    "kWh": "",
    "Wh": "",
}


def _final_of_hangul(char: str) -> str:
    index = (ord(char) - 0xAC00) % 28
    return "" if index == 0 else ("ㄹ" if index == 8 else "ㅇ")


def final_consonant(word: str) -> str:
    """The consonant that closes `word` when read aloud, "" for none ("ㄹ" matters to 으로/로)."""
    text = word.rstrip()
    unit = re.search(r"\\mathrm\{([^{}]*)\}\$?$", text)
    if unit and unit[1] in _UNITS:
        return _UNITS[unit[1]]
    text = re.sub(r"\\overline\{\\mathrm\{(\w+)\}\}\$?$", r"\1", text)
    text = text.rstrip("$")
    while text and text[-1] in ")}]'\"’”> ":
        fraction = re.search(r"\\d?frac\{([^{}]*)\}\{[^{}]*\}$", text)
        if fraction:  # read denominator first: 4분의 3
            return final_consonant(fraction[1])
        power = re.search(r"\^\{([^{}]*)\}$", text)
        if power:
            return "" if "circ" in power[1] else "ㅇ"
        text = text[:-1]
    if text.endswith("\\circ") or text.endswith("\\%"):
        return ""
    if re.search(r"\^[23]$", text):
        return "ㅂ"
    command = re.search(r"\\([A-Za-z]+)$", text)
    if command:
        return "ㅁ" if command[1] == "Omega" else ""
    if not text:
        return ""
    last = text[-1]
    if "가" <= last <= "힣":
        return _final_of_hangul(last)
    if last in _DIGITS:
        tail = re.search(r"(\d+)$", text)
        return "ㅇ" if tail and last == "0" else _DIGITS[last]
    if last in "ㄱㄴㄷㄹ㉠㉡㉢㉣":
        return "ㄹ" if last in "ㄹ㉣" else "ㅇ"
    return _LETTERS.get(last, "")


def particle(word: str, kind: str) -> str:
    """The form of `kind` (을, 은, 이, 과 or 로) that follows `word`."""
    closed, opened = _FORMS[kind]
    final = final_consonant(word)
    if kind == "로":
        return opened if final in ("", "ㄹ") else closed
    return closed if final else opened


def settle(text: str) -> str:
    """`text` with every ``@을``-like mark replaced by the form that fits the word before it."""
    return _PARTICLE.sub(lambda m: particle(text[: m.start()].split(" ")[-1], m[1]), text)


def num(value: Number) -> str:
    """LaTeX of a number: a whole number, or a reduced ``\\dfrac``."""
    value = Fraction(value)
    if value.denominator == 1:
        return str(value.numerator)
    sign = "-" if value < 0 else ""
    return f"{sign}\\dfrac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def decimal(value: Number, places: int = 3) -> str:
    """A number as a decimal without trailing zeros: 2.5, 12, -0.25."""
    text = f"{float(value):.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def par(value: Number) -> str:
    """A number as a factor or subtrahend: negative ones in parentheses."""
    return f"({num(value)})" if value < 0 else num(value)


def math(body: str) -> str:
    """`body` between dollar signs."""
    return f"${body}$"


def unit(value: Number | str, name: str) -> str:
    """A quantity: ``$5\\,\\mathrm{cm}$``, ``$30^\\circ$``, ``$20\\,\\%$``; numbers as decimals."""
    number = value if isinstance(value, str) else decimal(value)
    if name == "°":
        return f"${number}^\\circ$"
    if name == "%":
        return f"${number}\\,\\%$"
    if name == "℃":
        return f"${number}\\,^\\circ\\mathrm{{C}}$"
    if name == "Ω":
        return f"${number}\\,\\Omega$"
    if re.fullmatch(r"[A-Za-z0-9/^·]+", name):
        return f"${number}\\,\\mathrm{{{name.replace('·', chr(92) + 'cdot ')}}}$"
    return f"{number}{name}"


def degrees(value: Number) -> str:
    """An angle: ``$55^\\circ$``, fractions kept."""
    return f"${num(value)}^\\circ$"


def formula(name: str) -> str:
    """A chemical formula in upright type: ``$\\mathrm{H_2O}$``."""
    return f"$\\mathrm{{{name}}}$"


def won(value: int) -> str:
    """Money with thousands separators: 12,000원."""
    return f"{value:,}원"


def signed(value: Number) -> str:
    """A term in a sum: ``+3`` or ``-3``; nothing for zero."""
    return "" if value == 0 else (f"+{num(value)}" if value > 0 else num(value))


def poly(coefficients: Sequence[Number], variable: str = "x") -> str:
    """A polynomial, highest degree first: ``poly([1, -3, 0])`` is ``x^2-3x``."""
    degree = len(coefficients) - 1
    out = ""
    for index, value in enumerate(coefficients):
        power = degree - index
        if value == 0:
            continue
        name = "" if power == 0 else variable if power == 1 else f"{variable}^{power}"
        size = "" if abs(value) == 1 and name else num(max(value, -value))
        out += ("-" if value < 0 else "+" if out else "") + size + name
    return out or "0"


def shifted(value: Number, variable: str = "x") -> str:
    """``(x-3)`` for a shift of 3, plain ``x`` for none."""
    return variable if value == 0 else f"({variable}{signed(-value)})"


def root(inside: int, outside: Number = 1) -> str:
    """``outside * sqrt(inside)`` simplified: ``root(12)`` is ``2\\sqrt{3}``."""
    square = max(k for k in range(1, int(inside**0.5) + 1) if inside % (k * k) == 0)
    factor, rest = Fraction(outside) * square, inside // (square * square)
    if rest == 1:
        return num(factor)
    radical = f"\\sqrt{{{rest}}}"
    if abs(factor) == 1:
        return radical if factor > 0 else "-" + radical
    if factor.denominator == 1:
        return num(factor) + radical
    top = radical if abs(factor.numerator) == 1 else f"{abs(factor.numerator)}{radical}"
    return f"{'-' if factor < 0 else ''}\\dfrac{{{top}}}{{{factor.denominator}}}"


def segment(name: str) -> str:
    """``\\overline{\\mathrm{AB}}`` (no dollar signs)."""
    return f"\\overline{{\\mathrm{{{name}}}}}"


def angle(name: str) -> str:
    """``\\angle\\mathrm{ABC}`` (no dollar signs)."""
    return f"\\angle\\mathrm{{{name}}}"
