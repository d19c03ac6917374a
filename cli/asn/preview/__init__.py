"""The live preview: a save shows in the open page at once, with what the checks say of it beside.

One thread does all the work (:mod:`asn.preview.rebuild`) and lays the finished pages on a board; the server's threads
only read what lies there. So no request ever reaches a file.
"""

from asn.preview.answers import Answers, Editor
from asn.preview.board import Board, Desk
from asn.preview.rebuild import Rebuilder
from asn.preview.server import LOOPBACK, Server

__all__ = ["LOOPBACK", "Answers", "Board", "Desk", "Editor", "Rebuilder", "Server"]
