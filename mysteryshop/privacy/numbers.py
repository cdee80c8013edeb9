"""Numbers and addresses that lead to a person: IBAN, card, mail, handle, phone, plate, staff number.

Checksums: IBAN after ISO 13616 (ISO 7064, modulo 97), cards after ISO/IEC 7812 (Luhn).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from .kinds import Confidence
from .spans import Span


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which a kind is written. Group `it`, else the whole match, is what is found if `fits` agrees."""

    kind: str
    why: str
    confidence: Confidence
    shape: re.Pattern[str]
    fits: Callable[[str], bool] = bool


def numbers_in(text: str) -> Iterator[Span]:
    """Everything of that sort in the text; stretches may overlap."""
    has_digit, has_at = any(map(str.isdigit, text)), "@" in text or "(at)" in text.casefold() or "[at]" in text
    for pattern in PATTERNS:
        if (pattern.kind == "mail" and not has_at) or (pattern.kind not in ("mail", "handle") and not has_digit):
            continue
        for match in pattern.shape.finditer(text):
            group = "it" if "it" in pattern.shape.groupindex else 0
            if pattern.fits(match[group]):
                yield Span(*match.span(group), pattern.kind, pattern.why, pattern.confidence)


def is_iban(text: str) -> bool:
    """Whether the check digits are right."""
    plain = re.sub(r"[\s-]", "", text).upper()
    if not 15 <= len(plain) <= 34:
        return False
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


def is_card(text: str) -> bool:
    """Whether the last digit is right, and not all digits are alike."""
    digits = [int(c) for c in text if c.isdigit()]
    doubled = [d if place % 2 == 0 else sum(divmod(2 * d, 10)) for place, d in enumerate(reversed(digits))]
    return 13 <= len(digits) <= 19 and len(set(digits)) > 1 and sum(doubled) % 10 == 0


_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d{2})(?!\d)")


def _is_phone(text: str, least: int = 8, most: int = 15) -> bool:
    return least <= sum(map(str.isdigit, text)) <= most and not _DATE.match(text.strip())


def _has_digits_and_more(text: str) -> bool:
    """A plate has digits, or is all there is behind the word for it."""
    return any(map(str.isdigit, text)) and any(c.isalpha() and c.isupper() for c in text)


def _shape(*parts: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile("".join(parts), flags)


_ANY_CASE = re.IGNORECASE
_FREE, _END = r"(?<![\w@./+-])", r"(?![\w@]|[./:,-]\d)"  # a number that is no part of a longer one
_SIGN = r"[\s./\u00a0\u2011-]{0,3}"
_CALL = (
    r"(?:tel|telephone|phone|call|called|ring|mobile|cell|cellphone|fax|whatsapp|dial|text|extension|hotline|"
    r"telefon|telefonnummer|handy|mobil|durchwahl|anrufen|rufnummer|téléphone|portable|appeler|appelez|teléfono|"
    r"móvil|llamar|llame|telefone|telemóvel|ligar|ligue|telefono|cellulare|chiamare|telefoon|mobiel|bellen|tlf|ring)"
)
_SAID = (
    r"(?:\s*(?:number|no\.?|nr\.?|nº|n°|num(?:ber)?|nummer|numéro|número|numero|"
    r"is|was|said|read|on|at|to|under|me|us|unter|ist|est|es|é|è|#|:|=))*"
)
_STAFF = (
    r"(?:badge|name\s?tag|staff|employee|personnel|payroll|operator|officer|agent|clerk|driver|guard|crew|warrant|"
    r"dienstnummer|personalnummer|mitarbeiternummer|mitarbeiter|ausweis|dienstausweis|matricule|badge|"
    r"empleado|placa|funcionário|crachá|matrícula\s+de\s+funcionário|dipendente|matricola|personeelsnummer|"
    r"medarbejdernummer|ansattnummer|anställningsnummer)"
)
_NUMBERED = r"\s*(?:id|i\.d\.|number|no\.?|nr\.?|nº|n°|num\.?|nummer|numéro|número|numero|code|kennung)"
_SAYS = r"(?:\s*(?:is|was|said|says|read|reads|:|=|#|ist|war|stand|est|es|é|è|,|\())*"
_CODE = r"(?P<it>#?[A-Z]{0,4}[-/ ]?\d{2,9}(?:[-/]\d{1,6})?[A-Z]{0,2})"
_LONG_CODE = r"(?P<it>#\d{2,9}|[A-Z]{1,4}-?\d{3,9}|\d{4,9}(?:[-/]\d{1,6})?)"
_PLATE = (
    r"(?:licen[cs]e\s+plates?|number\s+plates?|plates?|registration|licen[cs]e\s+number|kennzeichen|nummernschild|"
    r"plaque(?:\s+d['’]immatriculation)?|immatriculation|matrícula|matricula|targa|kenteken|nummerplade|nummerskilt|"
    r"registreringsskylt|regnr\.?|placas?)"
)
_PLATE_CODE = r"(?P<it>[A-ZÄÖÜ0-9]{1,4}(?:[ ·-]?[A-ZÄÖÜ0-9]{1,5}){1,3})"
_SOCIAL = (
    r"(?:instagram|insta|facebook|twitter|tiktok|telegram|linkedin|snapchat|skype|signal|threads|mastodon|bluesky)"
)

_NETWORK = r"(?:instagram|facebook|twitter|x|linkedin|tiktok|t|wa|youtube)\.(?:com|me)"
_AT, _DOT = r"\s*[(\[]\s*at\s*[)\]]\s*", r"\s*(?:\.|[(\[]\s*dot\s*[)\]])\s*"
_PLATE_SAYS = r"(?:\s*(?:number|no\.?|nr\.?|was|is|said|read|:|of|ist|war|est|es|é|era|stand))*"
_PLATES = (  # Germany, United Kingdom, France and Italy, Portugal (four kinds), Spain
    r"(?:[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{1,4}[EH]?|[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]{2}-\d{3}-[A-Z]{2}"
    r"|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-\d{2}-[A-Z]{2}"
    r"|\d{4} ?[BCDFGHJKLMNPRSTVWXYZ]{3})"
)

PATTERNS: tuple[Pattern, ...] = (
    Pattern("iban", "its check digits are those of an IBAN", "certain",
            _shape(_FREE, r"[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){2,8}", r"(?!\w)", flags=_ANY_CASE), is_iban),
    Pattern("iban", "it stands behind the word IBAN", "likely",
            _shape(r"\bIBAN\b[\s:]*(?P<it>[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){2,8})(?!\w)")),
    Pattern("card", "its last digit is that of a payment card", "certain",
            _shape(_FREE, r"[3-6]\d{3}(?:[ -]?\d{2,6}){2,4}", _END), is_card),
    Pattern("mail", "it is written as a mail address", "certain",
            _shape(r"(?<![\w.+-])[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")),
    Pattern("mail", "it is written as a mail address", "likely",
            _shape(r"(?<![\w.+-])[\w.+-]+", _AT, r"[\w-]+", _DOT, r"\w{2,}", flags=_ANY_CASE)),
    Pattern("handle", "it is written as a name on a social network", "likely",
            _shape(r"(?<![\w@./|])@(?=\w*[^\W\d])\w[\w.]{1,28}\w")),
    Pattern("handle", "it leads to a profile on a social network", "certain",
            _shape(r"(?<![\w.])(?:https?://)?(?:www\.)?", _NETWORK, r"/[\w./@-]*\w", flags=_ANY_CASE)),
    Pattern("handle", "it stands behind the name of a social network", "likely",
            _shape(r"\b", _SOCIAL, r"(?:\s+(?:handle|name|account|profile|user))?\s*(?::|\bis\b|\bas\b)\s*",
                   r"(?P<it>@?\w[\w.]{1,28}\w)", flags=_ANY_CASE)),
    Pattern("phone", "it is an international phone number", "certain",
            _shape(r"(?<![\w+])(?:\+|00)\s?[1-9](?:[\s()./\u00a0\u2011-]{0,3}\d){6,14}", _END), _is_phone),
    Pattern("phone", "it is written as a local phone number", "likely",
            _shape(_FREE, r"\(?0[1-9]\d{0,4}\)?(?:", _SIGN, r"\d){5,10}", _END), partial(_is_phone, most=12)),
    Pattern("phone", "it is written as a local phone number", "likely",
            _shape(r"(?<![\w@.+-])\(?[2-9]\d{2}\)?[\s.-]\d{3}[\s.-]\d{4}", _END), _is_phone),
    Pattern("phone", "it is written as a local phone number", "possible",
            _shape(_FREE, r"(?:[26789]\d{2}[ .]\d{3}[ .]\d{3}|[2-9]\d(?: \d{2}){3})", _END), _is_phone),
    Pattern("phone", "it stands behind a word for calling", "likely",
            _shape(r"\b", _CALL, r"\b", _SAID, r"\s*(?P<it>\+?\(?\d(?:[\s()./-]{0,2}\d){5,14})", _END,
                   flags=_ANY_CASE), partial(_is_phone, least=6)),
    Pattern("plate", "it stands behind a word for licence plate", "likely",
            _shape(r"(?i:\b", _PLATE, r"\b", _PLATE_SAYS, r")\s*", _PLATE_CODE, r"(?!\w)"), _has_digits_and_more),
    Pattern("plate", "it is written as a licence plate", "likely", _shape(_FREE, _PLATES, r"(?![\w-])")),
    Pattern("badge", "it stands behind a word for staff number", "likely",
            _shape(r"(?i:\b", _STAFF, _NUMBERED, r"?", _SAYS, r"\s*)(?<=[\s:=#,(])", _LONG_CODE, r"(?![\w:])")),
    Pattern("badge", "it stands behind a word for staff number", "likely",
            _shape(r"(?i:\b", _STAFF, _NUMBERED, _SAYS, r")\s*", _CODE, r"(?![\w:])")),
)  # fmt: skip
