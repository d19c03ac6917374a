"""E1xx: amounts that must agree with each other.

Costs are negative and incomes positive, so that ``avvikelse = utfall − budget`` is good when it is positive. Figures
are rounded from kr, and what rounding can explain is silent.
"""

from asn.check.economy import claims, proportions, sums
from asn.check.rule import Rule
from asn.finding import Severity

RULES: tuple[Rule, ...] = (
    Rule("E101", sums.deviation, Severity.FEL, "Avvikelsen stämmer inte med raden"),
    Rule("E102", sums.sum_row, Severity.FEL, "Summan stämmer inte med raderna"),
    Rule("E103", sums.parts_of_row, Severity.FEL, "Varav-raderna stämmer inte med raden de delar upp"),
    Rule("E104", sums.result, Severity.FEL, "Resultatet stämmer inte med intäkter och kostnader"),
    Rule("E105", sums.bridge, Severity.FEL, "Ingående belopp och ändringar ger inte utgående belopp"),
    Rule("E106", sums.repeated_figures, Severity.FEL, "Samma belopp är olika i två tabeller"),
    Rule("E107", sums.against_forecast, Severity.FEL, "Prognosförändringen stämmer inte med prognoserna"),
    Rule("E108", sums.against_last_year, Severity.FEL, "Jämförelsen stämmer inte med den tidigare rapporten"),
    Rule("E109", claims.share, Severity.FEL, "Procenttalet stämmer inte med tabellen"),
    Rule("E110", claims.breakdown, Severity.VARNING, "Delarna blir inte totalen"),
    Rule("E111", claims.uncommented, Severity.RÅD, "Stor avvikelse utan kommentar"),
    Rule("E112", proportions.part_of_whole, Severity.FEL, "Delen är större än det hela, eller har annat tecken"),
    Rule("E113", proportions.thousandfold, Severity.VARNING, "Beloppet är tusen gånger fel: enheten"),
    Rule("E114", proportions.fetched_from, Severity.VARNING, "Posten hämtar en annan rads eller kolumns belopp"),
    Rule("E115", proportions.lost_digits, Severity.FEL, "Fler decimaler än tabellen skriver ut"),
)
