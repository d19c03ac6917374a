"""T5xx: the text, and the figures, words and names in it.

A rule here speaks only where a sentence has one meaning. What is fetched from a table with ``{{ … }}`` can't be wrong.
"""

from asn.check.prose import contradictions, directions, facts, names, typography, unbound
from asn.check.rule import Rule
from asn.finding import Severity

RULES: tuple[Rule, ...] = (
    Rule("T501", contradictions.contradicting_figure, Severity.FEL, "Siffran i texten stämmer inte med tabellen"),
    Rule("T502", unbound.unbound_figure, Severity.RÅD, "Siffran finns i en tabell men är skriven för hand"),
    Rule("T503", facts.same_fact, Severity.VARNING, "Samma uppgift har två olika siffror"),
    Rule("T504", directions.direction, Severity.VARNING, "Ordet säger en riktning och siffrorna en annan"),
    Rule("T505", unbound.unused_figure, Severity.RÅD, "Siffra som ingen text hämtar"),
    Rule("T506", unbound.without_data, Severity.RÅD, "Siffra i texten som inte finns i någon data"),
    Rule("T507", facts.dates, Severity.FEL, "Datum som inte finns, eller ett annat års period"),
    Rule("T510", typography.money_unit, Severity.RÅD, "Belopp i en annan enhet än kr, tkr, mnkr och mdkr"),
    Rule("T511", typography.doubled_stop, Severity.RÅD, "Två punkter i rad"),
    Rule("T512", typography.date_in_prose, Severity.RÅD, "Datum som inte är skrivet för löpande text"),
    Rule("T513", typography.abbreviation, Severity.RÅD, "Förkortning som bör skrivas ut"),
    Rule("T514", typography.decimal_point, Severity.RÅD, "Punkt i ett tal"),
    Rule("T515", typography.foreign_quotes, Severity.RÅD, "Citattecken som inte är svenska"),
    Rule("T516", typography.joined_unit, Severity.RÅD, "Mellanslag saknas före enheten"),
    Rule("T517", typography.doubled_unit, Severity.RÅD, "Enheten skrivs två gånger"),
    Rule("T520", names.misspelt_name, Severity.VARNING, "Ett namn som är nästan rätt stavat"),
    Rule("T521", facts.repeated_text, Severity.RÅD, "Samma långa text två gånger"),
    Rule("T522", facts.late_words, Severity.RÅD, "Ord som hör till en annan tid på året"),
)
