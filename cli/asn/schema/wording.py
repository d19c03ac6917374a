"""What an editor reads about each field and each kind of section.

The model's own docstrings come first. Here stands what they leave out, by field, for the fields that mean the same in
every record; a record where the word means something else comes with its name. A field that nobody has described is
told by its name alone.
"""

from pydantic import BaseModel

from asn.model.fields import Prosa
from asn.schema.docstrings import docstrings

_PROSE = Prosa.__metadata__[1].description  # type: ignore[attr-defined]  # what Annotated keeps
_KINDS = {
    "aktiviteter": "Aktiviteter med bedömning och kommentar, till exempel tillgänglighetsplanens.",
    "avgifter": "Avgifter och ersättningar, och texten som använder dem.",
    "belopp": "En tabell med belopp: nettokostnad, resultaträkning eller budget.",
    "beloppsposter": "Belopp med kommentarer, ett i taget.",
    "brygga": "Från ett belopp till ett annat, ändring för ändring.",
    "dokument": "Listor med styrdokument och året de antogs.",
    "frågor": "Frågor och svar, som i ett barnbokslut.",
    "händelser": "Viktiga händelser, en punkt för varje.",
    "matris": "Mätningar månad för månad eller år för år: pulsmätning, nyckeltal.",
    "mål": "Nämndmål med indikatorer, målnivå, utfall och bedömning.",
    "målplan": "Ett mål i nämndplanen, med nämndmål, aktiviteter och politiska uppdrag.",
    "målöversikt": "Ett ljus för varje målområde.",
    "nyckeltal": "Några nyckeltal, och text om dem.",
    "organisation": "Hur många som arbetar åt nämnden, och hur de är organiserade.",
    "risker": "Risker med riskvärde, åtgärder och bedömning.",
    "statusräkning": "Hur många uppdrag som har varje status.",
    "text": "Löpande text, eller ett kapitel för andra avsnitt.",
    "underskrifter": "Text som någon har skrivit under.",
    "uppdrag": "Nämndens uppdrag och hur långt de har kommit.",
    "årshjul": "Det som ska hända under året, månad för månad.",
}
_OF = {
    ("Beloppsdiagram", "slag"): "avvikelser ritas åt båda håll från noll, staplar bredvid varandra.",
    ("Beloppsdiagram", "titel"): "Diagrammets titel.",
    ("Beloppsdiagram", "kolumner"): "Id på kolumnerna som ritas.",
    ("Beloppskolumn", "roll"): "Vad kolumnen innehåller.",
    ("Beloppsrad", "roll"): "Vad raden är: en verksamhet, en varav-rad, en summa …",
    ("Matris", "rader"): "En rad för varje fråga eller nyckeltal.",
    ("Mätpunkt", "id"): "Kolumnens namn: en månad eller ett år.",
    ("Mätrad", "enhet"): "Värdenas enhet, till exempel %.",
    ("Enhetsresultat", "enhet"): "Id på enheten, ur enheter.yaml.",
    ("Nyckeltal", "värde"): "Värdet med enhet, till exempel 36 %.",
    ("Planerat", "fil"): "Filen med avsnittet, till exempel handelser.yaml.",
    ("Statusräkning", "grön"): "Hur många som är gröna.",
    ("Statusräkning", "gul"): "Hur många som är gula.",
    ("Statusräkning", "röd"): "Hur många som är röda.",
    ("Underskrift", "nämnd"): "Nämnden som personen sitter i.",
    ("Gräns", "värde"): "Gränsvärdet, till exempel 10 %.",
    ("Rapportblad", "tillstånd"): "utkast medan ni skriver; fastställd när nämnden har beslutat.",
    ("Klass", "bedömning"): "Ljuset som klassen beskriver.",
    ("Dokument", "år"): "Året som dokumentet antogs.",
    ("Avsnitt", "id"): "Namnet som andra avsnitt och {{ … }} når avsnittet med.",
}
_FIELDS = {
    "aktiviteter": "Aktiviteterna, en post för varje.",
    "avdelningar": "Antal avdelningar.",
    "avgifter": "Avgifterna, en post för varje.",
    "bedömning": "Ljuset: grön, gul eller röd.",
    "bedömningsrubrik": "Rubriken över ljusen.",
    "belopp": "Beloppet; i en tabell ett för varje kolumn.",
    "betyder": "Det som förkortningen står för.",
    "delresultat": "Utfallet del för del.",
    "diagram_av": "Diagram som ritas av tabellen.",
    "diarienummer": "Ärendets diarienummer.",
    "dokument": "Dokumenten, en post för varje.",
    "enhet": "Enheten för beloppen.",
    "enheter": "Enheterna, en post för varje.",
    "enhetsskala": "Id på skalan som enheternas ljus bedöms efter.",
    "ersätter": "Id i tidigare rapporter, om det har bytts.",
    "fotnoter": "Fotnoter; texten hänvisar till dem med [^id].",
    "fråga": "Frågan, som blir en rubrik.",
    "frågor": "Frågorna, en post för varje.",
    "från": "Första året som det gäller.",
    "förkortningar": "Förkortningar som rapporterna använder.",
    "grupper": "Grupper av dokument, med var sin rubrik.",
    "grupprubrik": "Rubriken över kolumnen som grupperar raderna.",
    "händelser": "Händelserna, en punkt för varje.",
    "id": "Ett kort namn med små bokstäver, siffror och _. Det följer med från år till år.",
    "indikatorer": "Indikatorerna som målet mäts med.",
    "ingående": "Beloppet som bryggan börjar med.",
    "kolada": "Nyckeltalets id i Kolada, till exempel U30200.",
    "kolumner": "Tabellens kolumner, i ordning.",
    "kolumnrubrik": "Rubriken över den första kolumnen.",
    "kommentar": "Kommentaren som rapporten visar. Markdown; {{ … }} hämtar en siffra.",
    "kommentarrubrik": "Rubriken över kommentarerna.",
    "konsekvens": "Hur svår konsekvensen är, 1–5.",
    "kort": "Förkortningen, eller namnet i ett ord.",
    "liggande": "Om tabellen ska stå på en liggande sida.",
    "månad": "Månaden: jan, feb, mar …",
    "månadsrubrik": "Rubriken över ljusen månad för månad.",
    "målnivå": "Målet: ett tal, gärna med < eller >, eller ord.",
    "målnivå_rubrik": "Rubriken över målnivåerna.",
    "målområde": "Id på målområdet, ur malomraden.yaml.",
    "målområden": "Målområdena, en post för varje.",
    "mätpunkter": "Månaderna eller åren som har en kolumn.",
    "namn": "Namnet, så som rapporten skriver det.",
    "nummer": "Numret, om rapporten numrerar.",
    "nyckeltal": "Nyckeltalen, en post för varje.",
    "nämnd": "Nämnden som rapporterna kommer från.",
    "nämndmål": "Nämndens mål, en post för varje.",
    "politiska_uppdrag": "Uppdragen som politikerna har gett.",
    "poster": "Posterna, i ordning.",
    "punkter": "Punkterna, i ordning.",
    "rader": "Tabellens rader, i ordning.",
    "radrubrik": "Rubriken över den första kolumnen.",
    "rapportslag": "Slagen av rapporter, en post för varje.",
    "risker": "Riskerna, en post för varje.",
    "riskvärde": "Sannolikhet gånger konsekvens.",
    "roll": "Personens roll.",
    "rubrik": "Rubriken.",
    "sannolikhet": "Hur sannolik risken är, 1–5.",
    "skala": "Id på skalan som ljusen bedöms efter, ur skalor.yaml.",
    "skalor": "Skalorna, en post för varje.",
    "slag": "Vilket slags avsnitt det är. Det avgör vilka fält som finns.",
    "status": "Ljuset: grön, gul eller röd.",
    "statusrubrik": "Rubriken över ljusen.",
    "svar": "Svaret. Markdown; {{ … }} hämtar en siffra.",
    "syftesrubrik": "Rubriken över syftet.",
    "tabellrubrik": "Tabellens rubrik; enheten skrivs ut efter den.",
    "text": "Text i Markdown; {{ … }} hämtar en siffra.",
    "till": "Sista året som det gäller.",
    "titel": "Titeln.",
    "totalt": "Hur många de är tillsammans.",
    "underpunkter": "Punkter under den här.",
    "underskrifter": "De som har skrivit under.",
    "undertitel": "Raden under titeln.",
    "uppdrag": "Uppdragen, en post för varje.",
    "utfall": "Utfallet: ett tal med enhet, eller ord.",
    "utgående": "Beloppet som bryggan slutar med.",
    "värde": "Värdet.",
    "år": "Året.",
    "åtgärder": "Åtgärderna mot risken, en punkt för varje.",
    "ändringar": "Ändringarna mellan de två beloppen, med tecken.",
}


def described(kind: type[BaseModel], name: str) -> str:
    """What a field is for."""
    own = kind.model_fields[name].description or docstrings(kind).get(name)
    # What is said of all prose says less than what is known of the field.
    first, second = (_FIELDS.get(name), own) if own == _PROSE else (own, _FIELDS.get(name))
    return _OF.get((kind.__name__, name)) or first or second or f"{name.replace('_', ' ').capitalize()}."


def kind_described(slag: str) -> str:
    """What a kind of section is for."""
    return _KINDS.get(slag, "")
