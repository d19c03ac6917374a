"""All hostile input for the real command, in the order of the table."""

from tests.hostile.inputs import Input
from tests.hostile.inputs_arguments import ARGUMENTS
from tests.hostile.inputs_files import EVERY, FILES, MODULE, NAMES, TEXTS
from tests.hostile.inputs_pdf import PDFS
from tests.hostile.inputs_pictures import PICTURES
from tests.hostile.inputs_registers import REGISTERS
from tests.hostile.inputs_sheets import SHEETS
from tests.hostile.inputs_templates import PAGES, STYLES, TEMPLATES
from tests.hostile.inputs_word import WORD

INPUTS: tuple[Input, ...] = (
    *(*TEXTS, *EVERY, *FILES, MODULE, *NAMES),
    *(*TEMPLATES, *STYLES, *PAGES),
    *(*PDFS, *PICTURES, *ARGUMENTS, *SHEETS, *WORD, *REGISTERS),
)
