"""The live preview: a save shows in the open page at once, with what the checks say of it beside.

One thread does all the work (:mod:`asn.preview.rebuild`) and puts the finished pages among the views; the server's
threads only read those. So no request ever reaches a file.
"""

from asn.preview.answers import Answers, Editor
from asn.preview.rebuild import Rebuilder
from asn.preview.server import LOOPBACK, Server
from asn.preview.views import JobQueue, Views

__all__ = ["LOOPBACK", "Answers", "Editor", "JobQueue", "Rebuilder", "Server", "Views"]
